package io.tagstream.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** PostgreSQL as it comes from Maven: it has no pgvector. */
public final class EmbeddedDatabase implements LocalDatabase {

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

    @Override
    public int port() {
        return port;
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public DataSource dataSource() {
        return postgres.getPostgresDatabase();
    }

    @Override
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

    @Override
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
