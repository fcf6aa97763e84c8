package io.tagstream.clip.batch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Feeds a function that is best called with many items, from callers that have one each. Greedy: whatever waits when
 * the function is free is the next batch. A batch that fails is tried again item by item, so that one bad item fails
 * alone. One thread calls the function.
 *
 * <p>Futures are completed on that thread: continue with the {@code Async} methods, or just wait.
 */
public final class MicroBatcher<I, O> implements AutoCloseable {

    private record Pending<I, O>(I item, CompletableFuture<O> result, long since) {}

    private final Function<List<I>, List<O>> forward;
    private final BatchObserver observer;
    private final PendingQueue<Pending<I, O>> queue;
    private final AtomicReference<Optional<Throwable>> death = new AtomicReference<>(Optional.empty());
    private final Thread thread;

    /**
     * Starts the thread.
     *
     * @param name of the thread
     * @param forward gives one output for each input, in their order
     */
    public MicroBatcher(String name, BatchLimits limits, Function<List<I>, List<O>> forward, BatchObserver observer) {
        this.forward = forward;
        this.observer = observer;
        this.queue = new PendingQueue<>(limits);
        this.thread = Thread.ofPlatform().name(name).daemon().start(this::runUntilClosed);
    }

    /**
     * Queues an item, and waits while the queue is full. The future fails with what {@code forward} threw for this
     * item, or with an {@link IllegalStateException} where the batcher is closed or dead.
     */
    public CompletableFuture<O> submit(I item) throws InterruptedException {
        Pending<I, O> pending = new Pending<>(item, new CompletableFuture<>(), System.nanoTime());
        if (!queue.put(pending)) {
            pending.result.completeExceptionally(refusal());
        }
        return pending.result;
    }

    /** Items that wait now. */
    public int queued() {
        return queue.size();
    }

    /** Whether items are still worked on: not after {@link #close}, nor after an {@link Error} ended the thread. */
    public boolean isAlive() {
        return thread.isAlive() && death.get().isEmpty();
    }

    /** Takes nothing more, finishes what waits, and returns when that is done. */
    @Override
    public void close() {
        queue.close();
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void runUntilClosed() {
        List<Pending<I, O>> batch = List.of();
        try {
            for (batch = queue.takeBatch(); !batch.isEmpty(); batch = queue.takeBatch()) {
                run(batch);
            }
        } catch (Throwable e) {
            die(e, batch);
        }
    }

    private void run(List<Pending<I, O>> batch) {
        long start = System.nanoTime();
        List<O> outputs;
        try {
            outputs = outputs(batch);
        } catch (RuntimeException e) {
            observe(batch, start);
            failOrRetryAlone(batch, e);
            return;
        }
        observe(batch, start);
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).result.complete(outputs.get(i));
        }
    }

    private List<O> outputs(List<Pending<I, O>> batch) {
        List<O> outputs = forward.apply(batch.stream().map(Pending::item).toList());
        if (outputs.size() != batch.size()) {
            throw new IllegalStateException("%d outputs for a batch of %d".formatted(outputs.size(), batch.size()));
        }
        return outputs;
    }

    private void failOrRetryAlone(List<Pending<I, O>> batch, RuntimeException cause) {
        if (batch.size() == 1) {
            batch.getFirst().result.completeExceptionally(cause);
        } else {
            batch.forEach(pending -> run(List.of(pending)));
        }
    }

    private void observe(List<Pending<I, O>> batch, long start) {
        long oldest = start - batch.getFirst().since;
        observer.batchDone(batch.size(), Duration.ofNanos(oldest), Duration.ofNanos(System.nanoTime() - start));
    }

    private void die(Throwable cause, List<Pending<I, O>> batch) {
        death.set(Optional.of(cause));
        queue.close();
        batch.forEach(pending -> pending.result.completeExceptionally(refusal()));
        queue.drain().forEach(pending -> pending.result.completeExceptionally(refusal()));
    }

    private IllegalStateException refusal() {
        return death.get()
                .map(cause -> new IllegalStateException(thread.getName() + " died: " + cause, cause))
                .orElseGet(() -> new IllegalStateException(thread.getName() + " is closed"));
    }
}
