package io.tagstream.clip.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue that gives out batches, and that can be closed: a closed one takes nothing more but gives out what it
 * has.
 */
final class PendingQueue<T> {

    private final BatchLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notFull = lock.newCondition();
    private final Condition changed = lock.newCondition();
    private final Queue<T> items = new ArrayDeque<>();
    private boolean closed;

    PendingQueue(BatchLimits limits) {
        this.limits = limits;
    }

    /** Waits for room. Says whether the item was taken: not once the queue is closed. */
    boolean put(T item) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && items.size() >= limits.maxQueued()) {
                notFull.await();
            }
            if (!closed) {
                items.add(item);
                changed.signalAll();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the first item, lingers for more, takes up to {@code max}. Empty when the queue is closed and drained.
     */
    List<T> takeBatch(int max) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            List<T> batch = List.of();
            while (batch.isEmpty() && !(closed && items.isEmpty())) {
                while (items.isEmpty() && !closed) {
                    changed.await();
                }
                long remaining = limits.linger().toNanos();
                while (remaining > 0 && !closed && items.size() < full(max)) {
                    remaining = changed.awaitNanos(remaining);
                }
                batch = poll(max); // empty where another taker was faster
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** A queue that holds less than a batch is as full as it gets. */
    private int full(int max) {
        return Math.min(max, limits.maxQueued());
    }

    private List<T> poll(int max) {
        List<T> batch = new ArrayList<>();
        while (batch.size() < max && !items.isEmpty()) {
            batch.add(items.remove());
        }
        notFull.signalAll();
        return batch;
    }

    /** Takes nothing more from now on. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            notFull.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Everything that waits, taken out. */
    List<T> drain() {
        lock.lock();
        try {
            return poll(Integer.MAX_VALUE);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return items.size();
        } finally {
            lock.unlock();
        }
    }
}
