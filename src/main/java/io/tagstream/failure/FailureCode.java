package io.tagstream.failure;

import static io.tagstream.failure.Disposition.HALT;
import static io.tagstream.failure.Disposition.REJECT;
import static io.tagstream.failure.Disposition.RETRY;

/** Every way to fail that Tagstream tells apart. Names are an interface: consumers and dashboards filter by them. */
public enum FailureCode {
    EVENT_UNPARSABLE(REJECT),
    EVENT_WITHOUT_PHOTO_ID(REJECT),
    EVENT_FIELD_INVALID(REJECT),
    EVENT_TOO_LARGE(REJECT),

    SOURCE_SCHEME_UNSUPPORTED(REJECT),
    SOURCE_OUTSIDE_ROOTS(REJECT),
    SOURCE_NOT_FOUND(REJECT),
    SOURCE_FORBIDDEN(REJECT),
    SOURCE_REFUSED(REJECT),
    SOURCE_TOO_LARGE(REJECT),
    SOURCE_EMPTY(REJECT),
    SOURCE_TIMEOUT(RETRY),
    SOURCE_UNAVAILABLE(RETRY),

    IMAGE_FORMAT_UNSUPPORTED(REJECT),
    IMAGE_CORRUPT(REJECT),
    IMAGE_TOO_MANY_PIXELS(REJECT),
    IMAGE_SIDE_TOO_LONG(REJECT),
    IMAGE_DECODE_TIMEOUT(REJECT),

    ENCODER_FAILED(REJECT),

    DATABASE_UNAVAILABLE(RETRY),
    KAFKA_UNAVAILABLE(RETRY),

    MODEL_INVALID(HALT),
    TAXONOMY_INVALID(HALT),
    SCHEMA_INVALID(HALT);

    private final Disposition disposition;

    FailureCode(Disposition disposition) {
        this.disposition = disposition;
    }

    public Disposition disposition() {
        return disposition;
    }
}
