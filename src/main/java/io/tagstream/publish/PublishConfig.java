package io.tagstream.publish;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where outcomes are announced, and how the outbox is emptied. */
@ConfigMapping(prefix = "tagstream.publish")
public interface PublishConfig {

    /** Tagged photos, and tombstones of deleted ones. */
    @WithDefault("photos.tagged")
    String taggedTopic();

    /** Photos and events that were rejected, with the reason. */
    @WithDefault("photos.rejected")
    String rejectedTopic();

    /** Events in one Kafka transaction: more costs latency and memory, fewer cost throughput. */
    @WithDefault("500")
    int transactionSize();

    /** How long rows of another worker may wait to be seen; this worker's own wake the relay at once. */
    @WithDefault("200ms")
    Duration pollInterval();
}
