package io.tagstream.fetch;

import java.time.Duration;

/**
 * What fetching one photo may cost. What all of them may take together is {@link FetchCapacity}.
 *
 * @param maxBytes of one photo
 * @param connectTimeout until a connection stands
 * @param deadline for one photo from the first byte asked to the last byte read, redirects included
 */
public record FetchLimits(int maxBytes, Duration connectTimeout, Duration deadline) {

    /**
     * 64 MiB holds a JPEG of any camera on sale; 5 s to connect and 30 s in all are patient with a slow store and short against
     * the minutes after which Kafka takes a silent consumer for dead.
     */
    public static final FetchLimits DEFAULTS = new FetchLimits(64 << 20, Duration.ofSeconds(5), Duration.ofSeconds(30));

    /** One more byte than allowed is read to see that there is more, and an array ends a little below 2 GiB. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 16;

    public FetchLimits {
        if (maxBytes < 1 || maxBytes > MOST_BYTES) {
            throw new IllegalArgumentException("maxBytes %d is not in 1..%d".formatted(maxBytes, MOST_BYTES));
        }
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("deadline", deadline);
    }

    private static void requirePositive(String name, Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("%s %s is not positive".formatted(name, duration));
        }
    }
}
