package io.tagstream.health;

import io.tagstream.publish.KafkaPing;
import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The probes of what a worker cannot do without. */
public final class Probes implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int TIMEOUT_SECONDS = 2;

    private final KafkaPing kafkaPing;
    private final Probe database;
    private final Probe kafka;

    public Probes(DataSource dataSource, Map<String, Object> kafkaSettings) {
        this.kafkaPing = new KafkaPing(kafkaSettings);
        this.kafka = new Probe("kafka", INTERVAL, kafkaPing::ask);
        this.database = new Probe("database", INTERVAL, () -> ask(dataSource));
    }

    /** What is wrong with PostgreSQL, if anything is. */
    public Optional<String> database() {
        return database.problem();
    }

    /** What is wrong with Kafka, if anything is. */
    public Optional<String> kafka() {
        return kafka.problem();
    }

    private static void ask(DataSource dataSource) throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            if (!connection.isValid(TIMEOUT_SECONDS)) {
                throw new SQLTransientConnectionException("the connection does not answer");
            }
        }
    }

    @Override
    public void close() {
        database.close();
        kafka.close();
        kafkaPing.close();
    }
}
