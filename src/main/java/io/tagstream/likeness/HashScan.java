package io.tagstream.likeness;

import java.util.Arrays;

/**
 * Perceptual hashes of the catalog, 16 bytes a photo, and what is near to one: by comparing all. An index would read
 * about as much at these distances. Beyond its bound, the oldest are forgotten. Not safe for use by many threads.
 */
final class HashScan {

    /** So many are compared with all that are looked for before the next ones are fetched from memory. */
    private static final int BLOCK = 4_096;

    private final int bound;
    private long[] hashes = new long[1_024];
    private long[] photos = new long[1_024];
    private int count;
    private int oldest;

    HashScan(int bound) {
        this.bound = bound;
    }

    int size() {
        return count;
    }

    /** Of a photo, or of its new picture; 0 is no hash. */
    void add(long photo, long hash) {
        if (hash == 0 || bound == 0) {
            return;
        }
        if (count == bound) {
            hashes[oldest] = hash;
            photos[oldest] = photo;
            oldest = (oldest + 1) % bound;
            return;
        }
        if (count == hashes.length) {
            int room = (int) Math.min(bound, 2L * count);
            hashes = Arrays.copyOf(hashes, room);
            photos = Arrays.copyOf(photos, room);
        }
        hashes[count] = hash;
        photos[count++] = photo;
    }

    /**
     * The nearest of each hash.
     *
     * @param most how many at most for each
     * @return photo_no, the nearest first; a photo may be found by a hash that it had before
     */
    long[][] near(long[] wanted, int distance, int most) {
        Nearest[] nearest = new Nearest[wanted.length];
        Arrays.setAll(nearest, i -> new Nearest(distance, most));
        for (int first = 0; first < count; first += BLOCK) {
            int end = Math.min(count, first + BLOCK);
            for (int i = 0; i < wanted.length; i++) {
                if (wanted[i] != 0) {
                    scan(wanted[i], first, end, nearest[i]);
                }
            }
        }
        return Arrays.stream(nearest).map(Nearest::photos).toArray(long[][]::new);
    }

    private void scan(long hash, int first, int end, Nearest nearest) {
        int limit = nearest.limit;
        for (int row = first; row < end; row++) {
            int distance = Long.bitCount(hashes[row] ^ hash);
            if (distance <= limit) {
                nearest.offer(distance, photos[row]);
                limit = nearest.limit;
            }
        }
    }

    /** The nearest so far, sorted; few, so that insertion is fast. */
    private static final class Nearest {

        private final int[] distances;
        private final long[] photos;
        private int found;
        private int limit;

        Nearest(int limit, int most) {
            this.limit = most == 0 ? -1 : limit;
            this.distances = new int[most];
            this.photos = new long[most];
        }

        void offer(int distance, long photo) {
            int at = found < distances.length ? found++ : found - 1;
            while (at > 0 && distances[at - 1] > distance) {
                distances[at] = distances[at - 1];
                photos[at] = photos[at - 1];
                at--;
            }
            distances[at] = distance;
            photos[at] = photo;
            if (found == distances.length) {
                limit = Math.min(limit, distances[found - 1] - 1);
            }
        }

        long[] photos() {
            return Arrays.copyOf(photos, found);
        }
    }
}
