package io.tagstream.pipeline;

import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.failure.Interrupted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The threads of the flow: a virtual one for each photo, since most of its life is waiting, and a fixed pool for decoding, whose
 * size is the machine's and not the load's.
 */
public final class Workers implements AutoCloseable {

    /** The slowest picture within the limits on pixels and scans takes seconds; only a broken or starved machine takes longer. */
    public static final Duration DEFAULT_DECODE_TIME = Duration.ofMinutes(1);

    private final ExecutorService photos = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService decoders;
    private final Duration decodeTime;

    public Workers(int decodeThreads) {
        this(decodeThreads, DEFAULT_DECODE_TIME);
    }

    /** @param decodeTime for one photo, once a thread has begun with it */
    public Workers(int decodeThreads, Duration decodeTime) {
        if (!decodeTime.isPositive()) {
            throw new IllegalArgumentException("a decode time of %s is not positive".formatted(decodeTime));
        }
        this.decodeTime = decodeTime;
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
            results.add(result(future::get));
        }
        return results;
    }

    /**
     * Runs {@code work} on a decoding thread and waits for it: for a thread as long as it takes, then for the decode time. Native code
     * cannot be interrupted, so the thread of a photo that was given up is busy until the codec comes to an end, which the limits on
     * pixels and scans see to.
     *
     * @throws Failure IMAGE_DECODE_TIMEOUT
     */
    public <R> R decode(Supplier<R> work) {
        CountDownLatch begun = new CountDownLatch(1);
        Future<R> future = submitted(decoders, () -> {
            begun.countDown();
            return work.get();
        });
        return result(() -> {
            begun.await();
            return future.get(decodeTime.toNanos(), TimeUnit.NANOSECONDS);
        });
    }

    /** A pool that takes no more work is one of a worker that is shutting down; that is no fault of the photo. */
    private static <R> Future<R> submitted(ExecutorService pool, Callable<R> work) {
        try {
            return pool.submit(work);
        } catch (RejectedExecutionException e) {
            throw new Interrupted(e);
        }
    }

    /** What waiting for a thread comes to. */
    @FunctionalInterface
    private interface Waiting<R> {

        R get() throws ExecutionException, InterruptedException, TimeoutException;
    }

    private <R> R result(Waiting<R> waiting) {
        try {
            return waiting.get();
        } catch (TimeoutException e) {
            throw new Failure(
                    FailureCode.IMAGE_DECODE_TIMEOUT, "decoding took longer than " + decodeTime.toSeconds() + " s", e);
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
