package io.tagstream.pipeline;

import io.tagstream.failure.Failure;
import io.tagstream.failure.Interrupted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The threads of the flow: a virtual one for each photo, since most of its life is waiting, and a fixed pool for decoding, whose
 * size is the machine's and not the load's.
 */
public final class Workers implements AutoCloseable {

    private final ExecutorService photos = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService decoders;

    public Workers(int decodeThreads) {
        this.decoders = Executors.newFixedThreadPool(
                decodeThreads, Thread.ofPlatform().name("decode-", 0).daemon().factory());
    }

    /** Applies {@code work} to all items at once; the results come in the items' order. */
    <T, R> List<R> forEach(List<T> items, Function<T, R> work) {
        List<Future<R>> futures = new ArrayList<>(items.size());
        for (T item : items) {
            futures.add(submitted(photos, () -> work.apply(item)));
        }
        List<R> results = new ArrayList<>(items.size());
        for (Future<R> future : futures) {
            results.add(result(future));
        }
        return results;
    }

    /** Runs {@code work} on a decoding thread and waits for it. */
    public <R> R decode(Supplier<R> work) {
        return result(submitted(decoders, work::get));
    }

    /** A pool that takes no more work is one of a worker that is shutting down; that is no fault of the photo. */
    private static <R> Future<R> submitted(ExecutorService pool, Callable<R> work) {
        try {
            return pool.submit(work);
        } catch (RejectedExecutionException e) {
            throw new Interrupted(e);
        }
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Failure failure -> throw failure;
                case Interrupted interrupted -> throw interrupted;
                case Error error -> throw error;
                case RuntimeException defect -> throw defect;
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        }
    }

    @Override
    public void close() {
        photos.shutdownNow();
        decoders.shutdownNow();
    }
}
