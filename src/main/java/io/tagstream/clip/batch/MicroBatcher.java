package io.tagstream.clip.batch;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Feeds devices that are best called with many items, from callers that have one each. Greedy: whatever waits when a device is free
 * is its next batch, so a slow device holds nothing back. A batch that fails is tried again item by item, so that one bad item fails
 * alone; one that is too large for the memory is halved, see {@link Lane}; a broken device ends the batcher. Each device has a thread.
 *
 * <p>Futures are completed on those threads: continue with the {@code Async} methods, or just wait.
 */
public final class MicroBatcher<I, O> implements AutoCloseable {

    private final String name;
    private final PendingQueue<Pending<I, O>> queue;
    private final List<Lane<I, O>> lanes;
    private final List<Thread> threads;
    private final CompletableFuture<Throwable> death = new CompletableFuture<>();

    /**
     * Starts the threads, and returns when each device has warmed up.
     *
     * @param name of the batcher; its threads have it and their device's
     * @throws RuntimeException what a runner threw when it warmed up
     */
    public MicroBatcher(
            String name, BatchLimits limits, List<? extends BatchRunner<I, O>> runners, BatchObserver observer) {
        this.name = name;
        this.queue = new PendingQueue<>(limits);
        this.lanes = runners.stream()
                .map(runner -> new Lane<>(runner, limits.maxBatch(), observer))
                .toList();
        Map<Lane<I, O>, CompletableFuture<Void>> warm =
                lanes.stream().collect(Collectors.toMap(lane -> lane, lane -> new CompletableFuture<>()));
        this.threads = lanes.stream()
                .map(lane -> Thread.ofPlatform()
                        .name(name + " " + lane.device())
                        .daemon()
                        .start(() -> runUntilClosed(lane, warm.get(lane))))
                .toList();
        await(warm.values());
    }

    private void await(Iterable<CompletableFuture<Void>> warm) {
        try {
            warm.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /**
     * Queues an item, and waits while the queue is full. The future fails with what the device threw for this item, or with an
     * {@link IllegalStateException} where the batcher is closed or dead.
     */
    public CompletableFuture<O> submit(I item) throws InterruptedException {
        Pending<I, O> pending = new Pending<>(item, new CompletableFuture<>(), System.nanoTime());
        if (!queue.put(pending)) {
            pending.result().completeExceptionally(refusal());
        }
        return pending.result();
    }

    /** Items that wait now. */
    public int queued() {
        return queue.size();
    }

    /** The largest batch that each device is trusted with now. */
    public Map<String, Integer> maximums() {
        return lanes.stream().collect(Collectors.toMap(Lane::device, Lane::maximum));
    }

    /** Whether items are still worked on: not after {@link #close}, nor after a broken device or an {@link Error} ended a thread. */
    public boolean isAlive() {
        return !death.isDone() && threads.stream().allMatch(Thread::isAlive);
    }

    /** Calls {@code action} with the cause, once, if the batcher dies; at once if it has. */
    public void whenDead(Consumer<Throwable> action) {
        var _ = death.thenAccept(action);
    }

    /** Takes nothing more, finishes what waits, and returns when that is done. */
    @Override
    public void close() {
        queue.close();
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive() && thread != Thread.currentThread()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void runUntilClosed(Lane<I, O> lane, CompletableFuture<Void> warm) {
        List<Pending<I, O>> batch = List.of();
        try {
            lane.warmUp();
            warm.complete(null);
            for (batch = queue.takeBatch(lane.maximum()); !batch.isEmpty(); batch = queue.takeBatch(lane.maximum())) {
                lane.run(batch);
            }
        } catch (Throwable e) {
            die(e, batch);
            warm.completeExceptionally(e);
        }
    }

    /** The first cause is the one that is told: the others are likely to follow from it. */
    private void die(Throwable cause, List<Pending<I, O>> batch) {
        death.complete(cause);
        queue.close();
        batch.forEach(pending -> pending.result().completeExceptionally(refusal()));
        queue.drain().forEach(pending -> pending.result().completeExceptionally(refusal()));
    }

    private IllegalStateException refusal() {
        if (death.isDone()) {
            Throwable cause = death.join();
            return new IllegalStateException(name + " died: " + cause, cause);
        }
        return new IllegalStateException(name + " is closed");
    }
}
