package io.tagstream.search;

import java.time.Duration;

/**
 * How photos are looked for (docs/search-index.md).
 *
 * @param index whether this process makes and merges index segments; only one of all does at a time
 * @param tail photos without an index from which a segment is made of them
 * @param buildMemory bytes of PostgreSQL's memory that building one may take, and so what bounds a segment
 * @param buildProcesses of PostgreSQL, at a time
 * @param links of a photo in the index: m of HNSW
 * @param buildCandidates looked at for each photo while an index is built: ef_construction
 * @param candidates looked at in each segment for a question: ef_search
 * @param scanPhotos that an index leads to at most before a search among photos that fulfil a condition is ended
 * @param exactPhotos that fulfil a condition up to which they are compared one by one
 * @param memory bytes of embeddings that this process keeps, where PostgreSQL has no pgvector
 * @param pollInterval how often is looked whether there is something to index
 */
public record SearchSettings(
        boolean index,
        int tail,
        long buildMemory,
        int buildProcesses,
        int links,
        int buildCandidates,
        int candidates,
        int scanPhotos,
        int exactPhotos,
        long memory,
        Duration pollInterval) {

    private static final long MEBIBYTE = 1 << 20;

    /** What has been measured to be good (docs/adr/0027); no index is made. */
    public static final SearchSettings DEFAULTS = new SearchSettings(
            false, 10_000, 1024 * MEBIBYTE, 2, 16, 100, 800, 20_000, 20_000, 512 * MEBIBYTE, Duration.ofSeconds(5));

    /** The bounds are those of pgvector, where it has some. */
    public SearchSettings {
        within("tail", tail, 1, Integer.MAX_VALUE);
        within("build-memory", buildMemory, MEBIBYTE, 1L << 40);
        within("build-processes", buildProcesses, 1, 64);
        within("links", links, 2, 100);
        within("build-candidates", buildCandidates, 2L * links, 1_000);
        within("candidates", candidates, 1, 1_000);
        within("scan-photos", scanPhotos, 1, Integer.MAX_VALUE);
        within("exact-photos", exactPhotos, 0, Integer.MAX_VALUE - 1);
        within("memory", memory, 0, Long.MAX_VALUE);
        if (pollInterval.isNegative() || pollInterval.isZero()) {
            throw new IllegalArgumentException("tagstream.search.poll-interval has to be more than nothing");
        }
    }

    /** How many photos a segment may have for its index to be built in memory; beyond it, building becomes ten times slower. */
    long photosOfSegment(int dimensions) {
        // Measured with pgvector 0.8: 2,251 bytes for 768 dimensions of two bytes and 16 links.
        long photo = 2L * dimensions + 40L * links + 256;
        return Math.max(tail, buildMemory / photo);
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "tagstream.search.%s has to be between %d and %d, not %d".formatted(name, least, most, value));
        }
    }
}
