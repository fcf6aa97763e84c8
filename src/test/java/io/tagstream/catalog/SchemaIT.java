package io.tagstream.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema as an interface: people read it in psql. */
class SchemaIT {

    @TempDir
    static Path directory;

    private static EmbeddedDatabase database;

    @BeforeAll
    static void migrate() {
        database = new EmbeddedDatabase(directory.resolve("postgresql"));
        Flyway.configure().dataSource(database.dataSource()).load().migrate();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void everyTableAndViewSaysWhatItHolds() throws SQLException {
        assertThat(query("""
                        select c.relname from pg_class c
                        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
                        and c.relname not like 'flyway%' and obj_description(c.oid, 'pg_class') is null
                        """)).isEmpty();
        assertThat(query("select relname from pg_class where relkind = 'v' and relnamespace = 'public'::regnamespace"))
                .contains("tags_of_photo", "photos_of_tag", "untagged_photos", "rejected_photos");
    }

    @Test
    void everyColumnSaysWhatItHolds() throws SQLException {
        assertThat(query("""
                        select c.relname || '.' || a.attname
                        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
                        and c.relname not like 'flyway%' and col_description(c.oid, a.attnum) is null
                        """)).isEmpty();
    }

    @Test
    void everyQueryOfTheManualRuns() throws IOException, SQLException {
        String pages = Files.readString(Path.of("docs/sql.md"))
                + Files.readString(Path.of("docs/people.md"))
                + Files.readString(Path.of("docs/likenesses.md"));
        Matcher queries = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL).matcher(pages);
        int run = 0;
        while (queries.find()) {
            assertThat(query(queries.group(1))).as("of an empty catalog").isEmpty();
            run++;
        }
        assertThat(run).isGreaterThan(8);
    }

    /** The embedded server has no pgvector; with it, the column is a halfvec (docs/adr/0009). */
    @Test
    void keepsEmbeddingsAsRealsWherePgvectorIsMissing() throws SQLException {
        assertThat(query("""
                        select format_type(atttypid, null) from pg_attribute
                        where attrelid = 'embeddings'::regclass and attname = 'embedding'
                        """)).containsExactly("real[]");
    }

    private static List<String> query(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        }
    }
}
