package io.tagstream.clip.batch;

import java.time.Duration;

/**
 * How batches form.
 *
 * @param maxBatch the most items of a batch; less where the memory is too small for them
 * @param maxQueued items that may wait; the next one to be submitted blocks
 * @param linger how long a batch that is not full waits for more, at most 5 ms; zero takes what is there
 */
public record BatchLimits(int maxBatch, int maxQueued, Duration linger) {

    private static final Duration MAX_LINGER = Duration.ofMillis(5);

    public BatchLimits {
        if (maxBatch < 1 || maxQueued < 1) {
            throw new IllegalArgumentException(
                    "batches of %d from a queue of %d make no sense".formatted(maxBatch, maxQueued));
        }
        if (linger.isNegative() || linger.compareTo(MAX_LINGER) > 0) {
            throw new IllegalArgumentException("a linger of %s is not between 0 and %s".formatted(linger, MAX_LINGER));
        }
    }
}
