package io.tagstream.catalog;

import io.tagstream.photo.PhotoId;
import java.util.Locale;
import java.util.Optional;

/**
 * An event to be published, as it waits in the outbox.
 *
 * @param photo the Kafka key, where the outcome is about a known photo
 * @param id the CloudEvents id, the same for the same outcome
 * @param data JSON, UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way from a mapper to a column; never compared
public record OutboxEvent(Kind kind, Optional<PhotoId> photo, String id, byte[] data) {

    /** Which topic and CloudEvents type it becomes. */
    public enum Kind {
        TAGGED,
        REJECTED,
        DELETED;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind ofColumn(String value) {
            return valueOf(value.toUpperCase(Locale.ROOT));
        }
    }
}
