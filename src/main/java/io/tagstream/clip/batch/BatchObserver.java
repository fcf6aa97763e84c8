package io.tagstream.clip.batch;

import java.time.Duration;

/** Told of every batch, on the thread that ran it: be quick, and never throw. */
@FunctionalInterface
public interface BatchObserver {

    BatchObserver NONE = (device, size, queued, forward) -> {};

    /**
     * After each forward pass, failed ones included.
     *
     * @param device that it ran on
     * @param size items of the batch
     * @param queued how long its oldest item waited
     * @param forward how long the pass took
     */
    void batchDone(String device, int size, Duration queued, Duration forward);
}
