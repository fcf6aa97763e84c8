package io.tagstream.catalog;

import io.tagstream.clip.Embedding;
import io.tagstream.failure.FailureCode;
import io.tagstream.photo.EventPosition;
import io.tagstream.photo.PhotoId;
import io.tagstream.photo.PhotoUpload;
import io.tagstream.tagging.Tagging;
import java.util.Optional;

/** What became of an event. Every event ends in exactly one of these. */
public sealed interface Outcome {

    EventPosition position();

    /** The photo was looked at; an empty tagging is a result of its own: nothing fits. */
    record Tagged(EventPosition position, PhotoUpload upload, PhotoFacts facts, Embedding embedding, Tagging tagging)
            implements Outcome {}

    /** The event named a photo that cannot be catalogued. */
    record Rejected(EventPosition position, PhotoUpload upload, Rejection rejection) implements Outcome {}

    /** The event could not be read, so its bytes are all there is to keep, and perhaps the photo's id. */
    record Unreadable(EventPosition position, Optional<PhotoId> photo, RawEvent event, Rejection rejection)
            implements Outcome {}

    /** The photo is gone. */
    record Deleted(EventPosition position, PhotoId id) implements Outcome {}

    /** Why something was rejected: a code to count and a sentence to read. */
    record Rejection(FailureCode code, String detail) {}

    /** Key and value as they came, the value cut to the configured size. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way from Kafka to a column; never compared
    record RawEvent(Optional<byte[]> key, Optional<byte[]> value) {}
}
