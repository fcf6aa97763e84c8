package io.tagstream.pipeline;

import io.tagstream.catalog.Outcome.RawEvent;
import io.tagstream.catalog.Outcome.Rejection;
import io.tagstream.photo.EventPosition;
import io.tagstream.photo.PhotoDeletion;
import io.tagstream.photo.PhotoId;
import io.tagstream.photo.PhotoUpload;
import java.util.Optional;

/** What intake made of a Kafka record; one record may hold several. */
public sealed interface IncomingEvent {

    EventPosition position();

    record Upload(EventPosition position, PhotoUpload photo) implements IncomingEvent {}

    record Deletion(EventPosition position, PhotoDeletion photo) implements IncomingEvent {}

    /** Nothing that could be acted upon; the photo's id is there if at least that could be read. */
    record Unreadable(EventPosition position, Optional<PhotoId> photo, RawEvent event, Rejection rejection)
            implements IncomingEvent {}
}
