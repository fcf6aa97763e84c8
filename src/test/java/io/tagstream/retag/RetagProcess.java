package io.tagstream.retag;

import io.tagstream.catalog.Outbox;
import io.tagstream.failure.Outages;
import io.tagstream.failure.Retrier;
import io.tagstream.local.LocalServices;
import io.tagstream.publish.PublishConfig;
import io.tagstream.publish.Relay;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** What a worker does of jobs, and publishes, in a process that can be killed; it does not end by itself. */
final class RetagProcess {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final PublishConfig CONFIG = new PublishConfig() {

        @Override
        public String taggedTopic() {
            return LocalServices.TAGGED;
        }

        @Override
        public String rejectedTopic() {
            return LocalServices.REJECTED;
        }

        @Override
        public int transactionSize() {
            return 20;
        }

        @Override
        public Duration pollInterval() {
            return PAUSE;
        }
    };

    private RetagProcess() {}

    /** Works on the catalog at the first address and publishes to the Kafka at the second. */
    public static void main(String... arguments) {
        RetagCatalog catalog = RetagCatalog.in(arguments[0]);
        Relay relay = new Relay(
                new Outbox(catalog.dataSource),
                Map.of("bootstrap.servers", arguments[1]),
                CONFIG,
                new Retrier(new Outages(Clock.systemUTC()), PAUSE, PAUSE));
        relay.start();
        catalog.runner(2).start();
    }
}
