package io.tagstream.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Asks Kafka whether it is there. */
public final class KafkaPing implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 2;

    private final Admin admin;

    /** @param kafka client settings such as bootstrap.servers and security */
    public KafkaPing(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "tagstream-ping");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_SECONDS * 1_000);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_SECONDS * 1_000);
        this.admin = Admin.create(settings);
    }

    /**
     * Returns when the cluster has answered.
     *
     * @throws ExecutionException with what Kafka's client says is wrong
     * @throws TimeoutException when nothing came back at all
     */
    public void ask() throws ExecutionException, TimeoutException, InterruptedException {
        admin.describeCluster().clusterId().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
