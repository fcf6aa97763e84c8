package io.tagstream.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** A real PostgreSQL beside this JVM, on loopback; stops and starts again with what it holds. It has no pgvector. */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Path directory;
    private final int port = FreePort.any();
    private EmbeddedPostgres postgres;

    /**
     * Starts a database.
     *
     * @param directory empty, or that of an earlier database
     */
    public EmbeddedDatabase(Path directory) {
        this.directory = directory;
        this.postgres = started();
    }

    public int port() {
        return port;
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public DataSource dataSource() {
        return postgres.getPostgresDatabase();
    }

    /** Takes the database away; connections break and new ones are refused until {@link #restart}. */
    public void stop() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitEnd();
    }

    /** Who asks it to stop waits for five seconds, which its last checkpoint exceeds on a busy machine. */
    private void awaitEnd() {
        long end = System.nanoTime() + STOP_PATIENCE.toNanos();
        while (Files.exists(directory.resolve("postmaster.pid")) && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    public void restart() {
        postgres = started();
    }

    @Override
    public void close() {
        stop();
    }

    private EmbeddedPostgres started() {
        try {
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(directory)
                    .setCleanDataDirectory(false)
                    // Embedded PostgreSQL switches these off; a worker's guarantees are about a database that keeps its
                    // word.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("shared_buffers", "256MB")
                    .setServerConfig("max_wal_size", "2GB")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
