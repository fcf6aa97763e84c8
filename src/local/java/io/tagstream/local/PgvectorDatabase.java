package io.tagstream.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL 17 with pgvector, from Debian's packages in a folder that {@code .ci/pgvector} makes. Runs in a chroot, so only as root; its
 * data lie in that folder, wherever a database without pgvector would keep them.
 */
public final class PgvectorDatabase implements LocalDatabase {

    private static final Path ROOT = Optional.ofNullable(System.getenv("TAGSTREAM_PGVECTOR"))
            .map(Path::of)
            .orElse(Path.of(System.getProperty("user.home"), ".cache", "tagstream", "pgvector"));

    private static final String BINARIES = "/usr/lib/postgresql/17/bin/";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final int port = FreePort.any();
    private final Path data;
    private final String dataInside;
    private final boolean isKept;
    private final List<String> settings;
    private Process server;

    /**
     * Starts an empty database, which is gone when it is closed.
     *
     * @param ignored where a database without pgvector would keep its data: this one has its own place
     */
    public PgvectorDatabase(Path ignored) {
        this(Optional.empty());
    }

    /**
     * Starts a database.
     *
     * @param kept a name under which its data stay when it is closed, and are found again
     * @param settings such as {@code shared_buffers=2GB}, in place of the defaults of the tests
     */
    public PgvectorDatabase(Optional<String> kept, String... settings) {
        requireInstalled();
        this.dataInside = "/var/lib/tagstream/"
                + kept.orElse("of-" + ProcessHandle.current().pid() + "-" + port);
        this.data = ROOT.resolve(dataInside.substring(1));
        this.isKept = kept.isPresent();
        this.settings = List.of(settings);
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            run("mkdir", "-p", dataInside);
            run("chown", "postgres:postgres", dataInside);
            runAsPostgres(
                    BINARIES + "initdb",
                    "-D",
                    dataInside,
                    "-U",
                    "postgres",
                    "--auth=trust",
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8");
        }
        this.server = started();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "close pgvector"));
    }

    /** Whether there is one here, and this user may run it. */
    public static boolean isInstalled() {
        return Files.isExecutable(ROOT.resolve(BINARIES.substring(1) + "postgres"))
                && "root".equals(System.getProperty("user.name"));
    }

    private static void requireInstalled() {
        if (!isInstalled()) {
            throw new IllegalStateException(
                    "there is no PostgreSQL with pgvector in %s: .ci/pgvector makes it, as root".formatted(ROOT));
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Path directory() {
        return data;
    }

    @Override
    public DataSource dataSource() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(jdbcUrl());
        dataSource.setUser("postgres");
        return dataSource;
    }

    @Override
    public synchronized void stop() {
        if (!server.isAlive()) {
            return;
        }
        // SIGINT, a fast shutdown: Process.destroy would send SIGTERM, which waits for everybody to leave.
        run(List.of("kill", "-INT", Long.toString(server.pid())));
        try {
            if (!server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void restart() {
        server = started();
    }

    @Override
    public synchronized void close() {
        stop();
        if (!isKept && Files.exists(data)) {
            run("rm", "-rf", dataInside);
        }
    }

    private Process started() {
        List<String> command = asPostgres(BINARIES + "postgres", "-D", dataInside, "-p", Integer.toString(port));
        for (String setting : List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=100",
                "shared_buffers=256MB",
                "max_wal_size=2GB")) {
            command.addAll(List.of("-c", setting));
        }
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ROOT.resolve("var/log/postgresql/tagstream-" + port + ".log")
                            .toFile())
                    .start();
            awaitReady(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(Process process) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException(
                        "PostgreSQL with pgvector does not start; its log is in " + ROOT.resolve("var/log/postgresql"));
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private boolean isReady() {
        try (Connection connection = dataSource().getConnection()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static void runAsPostgres(String... command) {
        run(asPostgres(command));
    }

    private static List<String> asPostgres(String... command) {
        List<String> whole = new ArrayList<>(List.of("chroot", "--userspec=postgres:postgres", ROOT.toString()));
        whole.addAll(Arrays.asList(command));
        return whole;
    }

    private static void run(String... command) {
        List<String> whole = new ArrayList<>(List.of("chroot", ROOT.toString()));
        whole.addAll(Arrays.asList(command));
        run(whole);
    }

    private static void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
