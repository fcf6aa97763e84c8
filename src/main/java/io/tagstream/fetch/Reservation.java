package io.tagstream.fetch;

import java.util.concurrent.CancellationException;

/**
 * One photo's part of the bytes that a worker may hold. A transfer that was given up may
 * still run when it is closed, and then takes nothing more.
 */
public final class Reservation implements AutoCloseable {

    /** There are not as many bytes free as the photo turns out to have. */
    static final class TooSmall extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final long wanted;

        TooSmall(long wanted) {
            super("fewer bytes are free than the photo has", null, false, false);
            this.wanted = wanted;
        }

        long wanted() {
            return wanted;
        }
    }

    private final ByteBudget budget;
    private int units;
    private boolean closed;

    Reservation(ByteBudget budget, int units) {
        this.budget = budget;
        this.units = units;
    }

    /** Of nothing. */
    static Reservation none() {
        return new Reservation(new ByteBudget(0), 0);
    }

    /**
     * Makes it as large as the photo is now known to be, without waiting.
     *
     * @throws TooSmall if it cannot grow so far; it then is as it was
     */
    synchronized void resize(long bytes) {
        if (closed) {
            throw new CancellationException("the transfer was given up");
        }
        int wanted = budget.unitsOf(bytes);
        if (!budget.resize(units, wanted)) {
            throw new TooSmall(bytes);
        }
        units = wanted;
    }

    /** Gives everything back; again does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        budget.resize(units, 0);
        units = 0;
    }
}
