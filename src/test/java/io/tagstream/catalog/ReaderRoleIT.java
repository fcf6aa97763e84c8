package io.tagstream.catalog;

import static io.tagstream.catalog.SmallCatalog.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the role that only reads can do, and cannot. */
class ReaderRoleIT {

    @TempDir
    static Path directory;

    private static SmallCatalog catalog;

    @BeforeAll
    static void fill() throws SQLException {
        catalog = new SmallCatalog(directory.resolve("postgresql"));
        catalog.active(SmallCatalog.PETS);
        catalog.upload("dog.jpg", "dog", picture(1, 0, 0));
        catalog.query("""
                insert into rejections (code, detail, log_no, event_offset, event_item, event_value)
                select 'EVENT_UNREADABLE', 'no JSON', log_no, 99, 0, 'a secret' from event_logs returning rejection_no
                """);
        new ReaderRole(catalog.dataSource()).grant("reader", Optional.of("secret"));
    }

    @AfterAll
    static void stop() {
        catalog.close();
    }

    @Test
    void aReaderWritesNothingAndSeesNoRawEvents() throws SQLException {
        for (String sql : List.of(
                "delete from photos",
                "insert into verdicts (photo_no, tag_no, verdict) values (1, 1, 'accepted')",
                "update taxonomies set activated_at = now()",
                "truncate outbox",
                "create table mine (n int)",
                "select data from outbox",
                "select * from rejections",
                "select event_value from rejections")) {
            assertThat(refused("set default_transaction_read_only = off", sql))
                    .as(sql)
                    .contains("permission denied");
        }
        assertThat(refused("select 1", "delete from photos")).contains("read-only transaction");
        assertThat(asReader("select count(*), min(created_at) is null from outbox"))
                .hasSize(1);
        assertThat(asReader("select code, detail from rejections")).containsExactly("EVENT_UNREADABLE no JSON");
        assertThat(asReader("show statement_timeout")).containsExactly("1min");
    }

    @Test
    void aReaderCanReadWhatLaterMigrationsAdd() throws SQLException {
        try (Connection connection = catalog.dataSource().getConnection();
                Statement owner = connection.createStatement()) {
            owner.execute("create table later (n int); insert into later values (7)");
            owner.execute("create view later_still as select n from later");

            assertThat(asReader("select n from later_still join later using (n)"))
                    .containsExactly("7");
            assertThat(refused("set default_transaction_read_only = off", "delete from later"))
                    .contains("permission denied");
            owner.execute("drop view later_still; drop table later");
        }
    }

    @Test
    void makingAReaderAgainChangesNothing() throws SQLException {
        new ReaderRole(catalog.dataSource()).grant("reader", Optional.empty());

        assertThat(asReader("select count(*) from photos")).containsExactly("1");
        assertThat(refused("select 1", "select data from outbox")).contains("permission denied");
    }

    @Test
    void theCatalogsOwnerIsNoReader() {
        assertThatThrownBy(() -> new ReaderRole(catalog.dataSource()).grant("postgres", Optional.empty()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("role postgres owns the catalog");
        assertThat(ReaderRole.isName("Robert'); drop table")).isFalse();
    }

    private static String refused(String before, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(catalog.jdbcUrl(), "reader", "secret");
                Statement statement = connection.createStatement()) {
            statement.execute(before);
            try {
                statement.execute(sql);
                return "not refused";
            } catch (SQLException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }

    /** Rows, with spaces between their columns. */
    private static List<String> asReader(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(catalog.jdbcUrl(), "reader", "secret");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join(" ", row));
            }
            return rows;
        }
    }
}
