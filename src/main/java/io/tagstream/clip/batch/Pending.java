package io.tagstream.clip.batch;

import java.util.concurrent.CompletableFuture;

/**
 * An item that waits for its batch.
 *
 * @param since when it was submitted, as {@link System#nanoTime} counts
 */
record Pending<I, O>(I item, CompletableFuture<O> result, long since) {}
