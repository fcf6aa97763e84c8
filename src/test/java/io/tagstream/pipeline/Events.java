package io.tagstream.pipeline;

import io.tagstream.catalog.Outcome.RawEvent;
import io.tagstream.catalog.Outcome.Rejection;
import io.tagstream.failure.FailureCode;
import io.tagstream.photo.EventLog;
import io.tagstream.photo.EventPosition;
import io.tagstream.photo.PhotoDeletion;
import io.tagstream.photo.PhotoId;
import io.tagstream.photo.PhotoUpload;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What intake hands over. */
final class Events {

    private Events() {}

    static EventPosition at(int partition, long offset, long second) {
        return new EventPosition(
                new EventLog("photos.uploaded", new UUID(1, 2), partition), offset, 0, Instant.ofEpochSecond(second));
    }

    static IncomingEvent upload(String photo, EventPosition position) {
        PhotoUpload upload = new PhotoUpload(
                new PhotoId(photo),
                URI.create("test:" + photo),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        return new IncomingEvent.Upload(position, upload);
    }

    static IncomingEvent deletion(String photo, EventPosition position) {
        return new IncomingEvent.Deletion(position, new PhotoDeletion(new PhotoId(photo)));
    }

    static IncomingEvent unreadable(String photo, EventPosition position) {
        return new IncomingEvent.Unreadable(
                position,
                Optional.of(new PhotoId(photo)),
                new RawEvent(Optional.empty(), Optional.empty()),
                new Rejection(FailureCode.EVENT_FIELD_INVALID, "uri is missing"));
    }
}
