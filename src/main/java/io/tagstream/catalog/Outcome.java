package io.tagstream.catalog;

import io.tagstream.clip.Embedding;
import io.tagstream.failure.FailureCode;
import io.tagstream.photo.EventPosition;
import io.tagstream.photo.PhotoId;
import io.tagstream.photo.PhotoUpload;
import io.tagstream.tagging.Tagging;
import java.util.List;
import java.util.Optional;

/** What became of an event. Every event ends in exactly one of these. */
public sealed interface Outcome {

    EventPosition position();

    /**
     * The photo was looked at; an empty tagging is a result of its own: nothing fits.
     *
     * @param taggings one for each live release of the model, that of the one in force first
     */
    record Tagged(
            EventPosition position, PhotoUpload upload, PhotoFacts facts, Embedding embedding, List<Tagging> taggings)
            implements Outcome {

        public Tagged {
            taggings = List.copyOf(taggings);
        }

        /** The same photo, tagged for other releases. */
        Tagged with(List<Tagging> others) {
            return new Tagged(position, upload, facts, embedding, others);
        }
    }

    /** The event named a photo that cannot be catalogued. */
    record Rejected(EventPosition position, PhotoUpload upload, Rejection rejection) implements Outcome, News {}

    /** The event could not be read, so its bytes are all there is to keep, and perhaps the photo's id. */
    record Unreadable(EventPosition position, Optional<PhotoId> photo, RawEvent event, Rejection rejection)
            implements Outcome, News {}

    /** The photo is gone. */
    record Deleted(EventPosition position, PhotoId id) implements Outcome, News {}

    /**
     * Why something was rejected: a code to count and a sentence to read. The sentence may quote what was sent, so what
     * PostgreSQL cannot store is replaced, and it has an end.
     */
    record Rejection(FailureCode code, String detail) {

        private static final int MAX_CHARACTERS = 1_000;

        public Rejection {
            detail = detail.codePoints()
                    .limit(MAX_CHARACTERS)
                    .map(Rejection::printable)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }

        private static int printable(int codePoint) {
            if (Character.isWhitespace(codePoint)) {
                return ' ';
            }
            boolean storable =
                    !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
            return storable ? codePoint : '\uFFFD';
        }
    }

    /** Key and value as they came, the value cut to the configured size. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way from Kafka to a column; never compared
    record RawEvent(Optional<byte[]> key, Optional<byte[]> value) {}
}
