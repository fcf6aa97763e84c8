package io.tagstream.catalog;

import io.tagstream.tagging.ReleaseId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A release as the catalog has it.
 *
 * @param number the catalog's short key; so are version and model
 * @param modelName what people call the model
 * @param base the release that it is compared with, if it came after one
 * @param standing whether it is in force
 * @param author who made it, where that was said
 */
public record Release(
        int number,
        ReleaseId id,
        int version,
        int model,
        String taxonomy,
        String modelName,
        Optional<Integer> base,
        State state,
        Standing standing,
        Optional<String> author,
        Instant createdAt,
        Optional<Instant> completedAt) {

    /** How much of the catalog has its tags. One that is not retired is live: photos that come in are tagged for it. */
    public enum State {
        /** Older photos are still to be tagged for it. */
        BUILDING,
        /** All photos have its tags. */
        COMPLETE,
        /** It is no longer kept up to date. */
        RETIRED;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State ofColumn(String value) {
            return valueOf(value.toUpperCase(Locale.ROOT));
        }
    }

    /** Its place beside the others. */
    public enum Standing {
        /** In force: the views show it, events announce it. */
        ACTIVE,
        /** Was in force before, and can be at once again. */
        PREVIOUS,
        NEITHER
    }

    public boolean isActive() {
        return standing == Standing.ACTIVE;
    }

    /** Whether it is the same thing under the same numbers, however far it has come. */
    boolean isSame(Release other) {
        return number == other.number && version == other.version && model == other.model && id.equals(other.id);
    }
}
