package io.tagstream.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/** The right to do what one process of all does, for as long as its connection lives: PostgreSQL gives the lock away with it. */
public final class Leadership implements AutoCloseable {

    private final Connection connection;
    private final AdvisoryLock lock;

    private Leadership(Connection connection, AdvisoryLock lock) {
        this.connection = connection;
        this.lock = lock;
    }

    /**
     * To look for likenesses. Keeps a connection.
     *
     * @return empty while another process has it
     */
    public static Optional<Leadership> overLikenesses(DataSource dataSource) {
        return over(dataSource, AdvisoryLock.LIKENESSES);
    }

    private static Optional<Leadership> over(DataSource dataSource, AdvisoryLock lock) {
        try {
            Connection connection = dataSource.getConnection();
            try {
                if (isTrue(connection, "select pg_try_advisory_lock" + lock.arguments())) {
                    return Optional.of(new Leadership(connection, lock));
                }
                connection.close();
                return Optional.empty();
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }

    /**
     * Makes sure that the connection is alive.
     *
     * @throws io.tagstream.failure.Failure if it is not, and the lock may be somebody else's by now
     */
    public void require() {
        try {
            isTrue(connection, "select true");
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }

    @Override
    public void close() {
        try (connection) {
            isTrue(connection, "select pg_advisory_unlock" + lock.arguments());
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getBoolean(1);
        }
    }
}
