package io.tagstream.fetch;

import io.tagstream.failure.Interrupted;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The bytes of files that a worker may hold, all photos together. Nobody waits for more while holding some, so that photos
 * cannot wait for each other: who has too little and finds no more gives back what it has, and asks again for all of it.
 */
final class ByteBudget {

    /** Semaphores count in ints; in these units they count to two tebibytes. */
    private static final int UNIT = 1_024;

    private final Semaphore free;
    private final int units;

    ByteBudget(long bytes) {
        this.units = units(bytes);
        this.free = new Semaphore(units, true);
    }

    /** Waits, in the order of asking, until so many bytes are free; more than there are is taken for all of them. */
    Reservation reserve(long bytes) {
        int wanted = Math.min(units(bytes), units);
        try {
            free.acquire(wanted);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        }
        return new Reservation(this, wanted);
    }

    /** Takes or gives back what is missing or too much, if that can be done at once. */
    boolean resize(int from, int to) {
        if (to <= from) {
            free.release(from - to);
            return true;
        }
        try {
            return free.tryAcquire(to - from, 0, TimeUnit.SECONDS); // with a time, it does not overtake those who wait
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        }
    }

    int unitsOf(long bytes) {
        return Math.min(units(bytes), units);
    }

    long freeBytes() {
        return (long) free.availablePermits() * UNIT;
    }

    private static int units(long bytes) {
        return Math.toIntExact(Math.ceilDiv(bytes, UNIT));
    }
}
