package io.tagstream.clip.batch;

import java.time.Duration;

/** Told of every batch, on the batcher's thread: be quick, and never throw. */
@FunctionalInterface
public interface BatchObserver {

    BatchObserver NONE = (size, queued, forward) -> {};

    /**
     * After each forward pass, failed ones included.
     *
     * @param size items of the batch
     * @param queued how long its oldest item waited
     * @param forward how long the pass took
     */
    void batchDone(int size, Duration queued, Duration forward);
}
