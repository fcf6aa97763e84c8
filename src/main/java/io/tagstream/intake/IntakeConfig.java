package io.tagstream.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much is taken in at once. The records of one batch are mp.messaging.incoming.photos-uploaded.max.poll.records. */
@ConfigMapping(prefix = "tagstream.intake")
public interface IntakeConfig {

    /** Where uploads are announced, and where {@code POST /photos} puts its own. */
    @WithDefault("photos.uploaded")
    String topic();

    /** Batches in flight, so that fetching, decoding, the model and the database overlap. */
    @WithDefault("4")
    int batches();

    /** An event larger than this is rejected unread. */
    @WithDefault("1048576")
    int maxEventBytes();

    /** How much of an unreadable event's value is kept in the catalog and in photos.rejected. */
    @WithDefault("65536")
    int rawBytesKept();

    /** How long a shutdown waits for the batches in flight; what does not end by then is delivered again. */
    @WithDefault("20s")
    Duration drainTimeout();
}
