package io.tagstream.local;

import java.nio.file.Path;
import javax.sql.DataSource;

/** A real PostgreSQL beside this JVM, on loopback; stops and starts again with what it holds. */
public sealed interface LocalDatabase extends AutoCloseable permits EmbeddedDatabase, PgvectorDatabase {

    int port();

    default String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/postgres";
    }

    /** As the superuser {@code postgres}. */
    DataSource dataSource();

    /** Takes the database away; connections break and new ones are refused until {@link #restart}. */
    void stop();

    void restart();

    /** The folder that it keeps its data in. */
    Path directory();

    @Override
    void close();
}
