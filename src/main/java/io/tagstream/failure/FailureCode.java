package io.tagstream.failure;

import static io.tagstream.failure.Disposition.HALT;
import static io.tagstream.failure.Disposition.REJECT;
import static io.tagstream.failure.Disposition.RETRY;

import java.util.Optional;

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
    SOURCE_ADDRESS_REFUSED(REJECT),
    SOURCE_TOO_LARGE(REJECT),
    SOURCE_EMPTY(REJECT),
    SOURCE_CHANGED(REJECT),
    SOURCE_TIMEOUT(Dependency.SOURCES),
    SOURCE_UNAVAILABLE(Dependency.SOURCES),

    IMAGE_FORMAT_UNSUPPORTED(REJECT),
    IMAGE_DECODER_MISSING(REJECT),
    IMAGE_CORRUPT(REJECT),
    IMAGE_TOO_MANY_PIXELS(REJECT),
    IMAGE_SIDE_TOO_LONG(REJECT),
    IMAGE_TOO_ELONGATED(REJECT),
    IMAGE_DECODE_TIMEOUT(REJECT),
    IMAGE_CRASHES_DECODER(REJECT),

    ENCODER_FAILED(REJECT),

    CATALOG_REFUSED(REJECT),
    INTERNAL_ERROR(REJECT),

    DATABASE_UNAVAILABLE(Dependency.DATABASE),
    KAFKA_UNAVAILABLE(Dependency.KAFKA),
    MODEL_OUT_OF_MEMORY(Dependency.MODEL),

    MODEL_INVALID(HALT),
    MODEL_STOPPED(HALT),
    MODEL_NOT_IN_FORCE(HALT),
    TAXONOMY_INVALID(HALT),
    SCHEMA_INVALID(HALT);

    private final Disposition disposition;
    private final Optional<Dependency> dependency;

    FailureCode(Disposition disposition) {
        this.disposition = disposition;
        this.dependency = Optional.empty();
    }

    FailureCode(Dependency dependency) {
        this.disposition = RETRY;
        this.dependency = Optional.of(dependency);
    }

    public Disposition disposition() {
        return disposition;
    }

    /** Whom to wait for; present for every RETRY. */
    public Optional<Dependency> dependency() {
        return dependency;
    }
}
