package io.tagstream.fetch;

import java.util.function.Function;

/** What all transfers of a worker together may take: so many from one host at a time, so many bytes in all. */
public final class FetchCapacity {

    /**
     * 16 at a time are polite to a host and keep its line busy; 1 GiB holds hundreds of photos, or sixteen of the largest, in a heap
     * of 4 GiB.
     */
    public static final int DEFAULT_PER_HOST = 16;

    public static final long DEFAULT_BYTES = 1L << 30;

    /** Most photos are smaller: these need to ask only once. */
    private static final long FIRST_GUESS = 8L << 20;

    private static final long MOST_BYTES = 1L << 40;

    private final HostSlots hosts;
    private final ByteBudget bytes;
    private final int perHost;

    /**
     * A worker has one.
     *
     * @param bytesInFlight of all photos from the first byte asked for to the end of decoding
     */
    public FetchCapacity(int perHost, long bytesInFlight) {
        if (perHost < 1) {
            throw new IllegalArgumentException("perHost %d is not positive".formatted(perHost));
        }
        if (bytesInFlight < 1 || bytesInFlight > MOST_BYTES) {
            throw new IllegalArgumentException("bytesInFlight %d is not in 1..%d".formatted(bytesInFlight, MOST_BYTES));
        }
        this.perHost = perHost;
        this.hosts = new HostSlots(perHost);
        this.bytes = new ByteBudget(bytesInFlight);
    }

    public static FetchCapacity defaults() {
        return new FetchCapacity(DEFAULT_PER_HOST, DEFAULT_BYTES);
    }

    int perHost() {
        return perHost;
    }

    /** Bytes that nobody holds. */
    public long freeBytes() {
        return bytes.freeBytes();
    }

    /**
     * Waits for a place at the host and for memory, in this order, and fetches. What the transfer returns owns the reservation; if
     * it fails, nothing stays reserved. A photo that is larger than guessed and finds no room is asked for again, when there is.
     */
    PhotoContent fetch(String host, Function<Reservation, PhotoContent> transfer) {
        return hosts.within(host, () -> {
            long guess = FIRST_GUESS;
            while (true) {
                try {
                    return reserved(guess, transfer);
                } catch (Reservation.TooSmall larger) {
                    guess = Math.max(2 * guess, larger.wanted()); // a server may claim something else each time
                }
            }
        });
    }

    /** The same for a source that is no host and knows its sizes. */
    PhotoContent reserved(long guess, Function<Reservation, PhotoContent> transfer) {
        Reservation reservation = bytes.reserve(guess);
        try {
            return transfer.apply(reservation);
        } catch (RuntimeException | Error e) {
            reservation.close();
            throw e;
        }
    }
}
