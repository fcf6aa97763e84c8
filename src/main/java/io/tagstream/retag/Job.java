package io.tagstream.retag;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A row of {@code retag_jobs}, as far as those who work on it need it.
 *
 * @param release number of the release that it is about
 * @param from of {@link JobKind#ANNOUNCE}: the release that was in force before
 * @param cutOver whether the release comes into force by itself once it is complete
 * @param photosPerSecond over everybody who works on it; no limit if absent
 */
public record Job(
        int number,
        JobKind kind,
        int release,
        OptionalInt from,
        JobState state,
        boolean cutOver,
        OptionalDouble photosPerSecond,
        Optional<String> author) {

    /**
     * A piece of a job: photos by number, ends included.
     *
     * @param first lowest photo_no
     * @param last highest photo_no
     */
    public record Chunk(int job, long first, long last) {

        /** How many photos it may have at most. */
        int numbers() {
            return Math.toIntExact(last - first + 1);
        }
    }
}
