package io.tagstream.likeness;

import java.time.Duration;

/**
 * How likenesses are looked for (docs/likenesses.md).
 *
 * @param enabled whether this process looks for them; only one of all does at a time
 * @param thresholds what counts as what
 * @param hashes perceptual hashes that are kept in memory, 16 bytes each; beyond that, the oldest photos are found by embedding alone
 * @param candidates photos of a near hash that are compared with a photo, at most
 * @param neighbours photos of a near embedding that are compared with a photo, at most; 0 asks for none, which is much faster
 * @param pollInterval how often is looked whether there are new photos
 */
public record LikenessSettings(
        boolean enabled, Thresholds thresholds, int hashes, int candidates, int neighbours, Duration pollInterval) {

    public static final LikenessSettings DEFAULTS =
            new LikenessSettings(true, Thresholds.DEFAULTS, 2_000_000, 32, 16, Duration.ofSeconds(2));

    public LikenessSettings {
        within("hashes", hashes, 0, 100_000_000);
        within("candidates", candidates, 0, 200);
        within("neighbours", neighbours, 0, 200);
        if (pollInterval.isNegative() || pollInterval.isZero()) {
            throw new IllegalArgumentException("tagstream.likeness.poll-interval has to be more than nothing");
        }
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "tagstream.likeness.%s has to be between %d and %d, not %d".formatted(name, least, most, value));
        }
    }
}
