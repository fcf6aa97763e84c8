package io.tagstream.health;

import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The probes of what a worker cannot do without. */
public final class Probes implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int TIMEOUT_SECONDS = 2;

    private final Admin admin;
    private final Probe database;
    private final Probe kafka;

    public Probes(DataSource dataSource, Map<String, Object> kafkaSettings) {
        Map<String, Object> settings = new HashMap<>(kafkaSettings);
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "tagstream-probe");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_SECONDS * 1_000);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_SECONDS * 1_000);
        this.admin = Admin.create(settings);
        this.kafka = new Probe(
                "kafka", INTERVAL, () -> admin.describeCluster().clusterId().get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
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
        admin.close(Duration.ZERO);
    }
}
