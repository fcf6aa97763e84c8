package io.tagstream.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import java.util.stream.Stream;

/** Kafka and PostgreSQL with the topics of a Tagstream, in a folder that is gone when they are closed. */
public final class LocalServices implements AutoCloseable {

    public static final String UPLOADED = "photos.uploaded";
    public static final String TAGGED = "photos.tagged";
    public static final String REJECTED = "photos.rejected";

    private final Path directory;
    private final EmbeddedKafka kafka;
    private final LocalDatabase database;

    private final Deque<AutoCloseable> users = new ConcurrentLinkedDeque<>();

    private LocalServices(Path directory, EmbeddedKafka kafka, LocalDatabase database) {
        this.directory = directory;
        this.kafka = kafka;
        this.database = database;
    }

    /** Starts both at once, PostgreSQL without pgvector; a shutdown hook closes them, whatever way the JVM ends. */
    public static LocalServices start(int partitions) {
        return start(partitions, EmbeddedDatabase::new);
    }

    /** The same, with a database as it is made from an empty folder. */
    public static LocalServices start(int partitions, Function<Path, LocalDatabase> makeDatabase) {
        try {
            Path directory = Files.createTempDirectory("tagstream-");
            CompletableFuture<LocalDatabase> database =
                    CompletableFuture.supplyAsync(() -> makeDatabase.apply(directory.resolve("postgresql")));
            EmbeddedKafka kafka = new EmbeddedKafka(Files.createDirectory(directory.resolve("kafka")));
            kafka.createTopics(partitions, UPLOADED, TAGGED, REJECTED);
            LocalServices services = new LocalServices(directory, kafka, database.join());
            Runtime.getRuntime().addShutdownHook(new Thread(services::close, "close local services"));
            return services;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public EmbeddedKafka kafka() {
        return kafka;
    }

    public LocalDatabase database() {
        return database;
    }

    /** Scratch space of the same lifetime. */
    public Path directory() {
        return directory;
    }

    /** Closes it before the services that it uses, whatever way the JVM ends. */
    void closeBefore(AutoCloseable user) {
        users.push(user);
    }

    /** What a worker has to know to find them. */
    public Map<String, String> workerSettings() {
        return Map.of(
                "kafka.bootstrap.servers",
                kafka.bootstrapServers(),
                "quarkus.datasource.jdbc.url",
                database.jdbcUrl(),
                "quarkus.datasource.username",
                "postgres",
                "quarkus.datasource.password",
                "postgres",
                "tagstream.decode.journal",
                directory.resolve("state").toString());
    }

    @Override
    public synchronized void close() {
        if (!Files.exists(directory)) {
            return;
        }
        users.forEach(LocalServices::closeQuietly);
        database.close();
        kafka.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(LocalServices::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void closeQuietly(AutoCloseable user) {
        try {
            user.close();
        } catch (Exception e) {
            System.getLogger(LocalServices.class.getName()).log(System.Logger.Level.WARNING, "while closing", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
