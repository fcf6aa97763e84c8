package io.tagstream.retag;

import java.util.Locale;

/** What a job does with each photo; in the order in which a runner prefers them. */
public enum JobKind {
    /** Publishes photos whose tags changed with the release in force: somebody downstream has the old ones. */
    ANNOUNCE(5_000),
    /** Tags photos for a release from their embeddings. */
    SCORE(5_000),
    /** Makes the embeddings of a model for photos that were seen by another, and tags them. */
    EMBED(200),
    /** Removes the tags of a release that nobody goes back to. */
    RETIRE(5_000);

    private static final int MIN_CHUNK = 50;

    /** Under a rate limit a chunk should take some seconds, so that the load is even and a pause is soon obeyed. */
    private static final double SECONDS_PER_CHUNK = 5;

    private final int chunkPhotos;

    JobKind(int chunkPhotos) {
        this.chunkPhotos = chunkPhotos;
    }

    /**
     * How many photo_nos make a chunk: enough that its transaction is worth its commit, few enough that an upload which waits for
     * it waits for less than a second; where photos are looked at, which holds up nobody, that it takes minutes at most.
     *
     * @param photosPerSecond the job's limit, infinite if it has none
     */
    int chunkPhotos(double photosPerSecond) {
        return (int) Math.clamp(photosPerSecond * SECONDS_PER_CHUNK, MIN_CHUNK, chunkPhotos);
    }

    /** The same for a job of this kind. */
    int chunkPhotos(Job job) {
        return chunkPhotos(job.photosPerSecond().orElse(Double.POSITIVE_INFINITY));
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobKind ofColumn(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}
