package io.tagstream.search;

import io.tagstream.catalog.Transactions;
import io.tagstream.catalog.Transactions.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** All statements of a question see the same catalog: a photo that is replaced meanwhile is found once, here or there. */
final class Snapshots {

    /**
     * Statements are planned with their values: a plan for any values could not know that a range of numbers has an index. Compiling one
     * takes longer than to run it.
     */
    private static final String BEGIN = """
            set transaction isolation level repeatable read, read only;
            set local plan_cache_mode = force_custom_plan;
            set local jit = off
            """;

    private Snapshots() {}

    static <T> T ask(DataSource dataSource, Work<T> work) {
        return Transactions.call(dataSource, connection -> {
            execute(connection, BEGIN);
            return work.with(connection);
        });
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
