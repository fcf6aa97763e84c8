package io.tagstream.app;

import io.tagstream.local.EmbeddedDatabase;
import io.tagstream.local.LocalDatabase;
import io.tagstream.local.LocalServices;
import io.tagstream.local.OutcomeTopics;
import io.tagstream.local.UploadTopic;
import io.tagstream.local.WorkerProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Real Kafka, real PostgreSQL, and workers with the demo model in processes of their own, for the length of a test. */
final class LocalTagstream implements AutoCloseable {

    static final Path DEMO_MODEL = Path.of("src/demo-model").toAbsolutePath();
    static final Path SAMPLES = DEMO_MODEL.resolve("samples");
    static final Path HELD_OUT = DEMO_MODEL.resolve("heldout");

    private static final int PARTITIONS = 4;

    final LocalServices services;
    final UploadTopic uploads;
    final OutcomeTopics outcomes;
    final List<OutcomeTopics.Event> events = new ArrayList<>();

    private final Map<String, String> settings = new HashMap<>();
    private final List<String> jvm = new ArrayList<>();

    LocalTagstream() {
        this(EmbeddedDatabase::new);
    }

    /** With a database as it is made from an empty folder. */
    LocalTagstream(Function<Path, LocalDatabase> makeDatabase) {
        services = LocalServices.start(PARTITIONS, makeDatabase);
        uploads = new UploadTopic(services.kafka().bootstrapServers());
        outcomes = new OutcomeTopics(services.kafka().bootstrapServers());
        settings.put("tagstream.model.directory", DEMO_MODEL.resolve("snapshot").toString());
        settings.put("tagstream.model.name", "drawn-scenes");
        settings.put("tagstream.model.precision", "float32"); // the same on every machine
        settings.put(
                "tagstream.taxonomy.file", DEMO_MODEL.resolve("taxonomy.yaml").toString());
        settings.put("tagstream.fetch.roots", DEMO_MODEL + "," + services.directory());
        // Where the tests' photo servers are.
        settings.put("tagstream.fetch.allowed-networks", "127.0.0.0/8");
        settings.put(
                "tagstream.model.cache", services.directory().resolve("models").toString());
        settings.put(
                "tagstream.page.thumbnail-cache",
                services.directory().resolve("thumbnails").toString());
        // So that a worker that was killed is missed soon.
        settings.put("mp.messaging.incoming.photos-uploaded.session.timeout.ms", "1500");
        settings.put("mp.messaging.incoming.photos-uploaded.heartbeat.interval.ms", "300");
    }

    LocalTagstream with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    LocalTagstream withJvm(String argument) {
        jvm.add(argument);
        return this;
    }

    WorkerProcess startWorker() {
        return WorkerProcess.start(
                services, freePort(), jvm, settings, services.directory().resolve("worker.log"));
    }

    WorkerProcess startReadyWorker() {
        WorkerProcess worker = startWorker();
        worker.awaitReady(Duration.ofSeconds(90));
        return worker;
    }

    /** Another command of the same program, with the settings of a worker; it goes with the process that started it. */
    Process start(Path out, Path err, String command, String... options) {
        return WorkerProcess.command(services, jvm, settings, out, err, command, options);
    }

    /** Reads outcome events until the condition holds. */
    void readEventsUntil(String what, Duration timeout, BooleanSupplier condition) {
        await(what, timeout, () -> {
            events.addAll(outcomes.poll(Duration.ofMillis(100)));
            return condition.getAsBoolean();
        });
    }

    long taggedEvents() {
        return events.stream().filter(OutcomeTopics.Event::isTagged).count();
    }

    static void await(String what, Duration timeout, BooleanSupplier condition) {
        Instant end = Instant.now().plus(timeout);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("not within " + timeout + ": " + what);
            }
            pause(20);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    long count(String sql) {
        return Long.parseLong(query(sql).getFirst().getFirst());
    }

    /** Upload events whose offset the workers' group has not committed. */
    long uncommitted() {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", services.kafka().bootstrapServers()))) {
            var committed = admin.listConsumerGroupOffsets("tagstream")
                    .partitionsToOffsetAndMetadata()
                    .get();
            List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(LocalServices.UPLOADED, partition))
                    .toList();
            var ends = admin.listOffsets(partitions.stream()
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get();
            return partitions.stream()
                    .mapToLong(partition -> ends.get(partition).offset()
                            - (committed.containsKey(partition)
                                    ? committed.get(partition).offset()
                                    : 0))
                    .sum();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Rows of text. */
    List<List<String>> query(String sql) {
        try (Connection connection = services.database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    void execute(String sql) {
        try (Connection connection = services.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The pictures of a folder, in the order of their names. */
    static List<Path> pictures(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(jpg|png)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        uploads.close();
        outcomes.close();
        services.close();
    }
}
