package io.tagstream.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagstream.catalog.Outcome.Rejected;
import io.tagstream.catalog.Outcome.Unreadable;
import io.tagstream.photo.EventPosition;
import io.tagstream.photo.PhotoId;
import java.util.Optional;

/** Data of {@code io.tagstream.photo.rejected}; docs/schemas/photo-rejected.schema.json is its contract. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RejectedEvent(
        Optional<String> photoId,
        Optional<String> uri,
        Optional<String> owner,
        String code,
        String detail,
        Source event) {

    /** The event that was rejected: where it stood and, where it could not be read, its bytes in base64. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Source(String topic, int partition, long offset, Optional<byte[]> key, Optional<byte[]> value) {}

    static RejectedEvent ofPhoto(Rejected outcome) {
        return new RejectedEvent(
                Optional.of(outcome.upload().id().value()),
                Optional.of(outcome.upload().publishedSource()),
                outcome.upload().owner(),
                outcome.rejection().code().name(),
                outcome.rejection().detail(),
                source(outcome.position(), Optional.empty(), Optional.empty()));
    }

    static RejectedEvent ofEvent(Unreadable outcome) {
        return new RejectedEvent(
                outcome.photo().map(PhotoId::value),
                Optional.empty(),
                Optional.empty(),
                outcome.rejection().code().name(),
                outcome.rejection().detail(),
                source(
                        outcome.position(),
                        outcome.event().key(),
                        outcome.event().value()));
    }

    private static Source source(EventPosition position, Optional<byte[]> key, Optional<byte[]> value) {
        return new Source(position.log().topic(), position.log().partition(), position.offset(), key, value);
    }
}
