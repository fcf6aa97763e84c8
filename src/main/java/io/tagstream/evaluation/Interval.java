package io.tagstream.evaluation;

import java.util.Optional;

/** Where a share may lie that was seen in a sample only. */
public record Interval(double low, double high) {

    /** Standard deviations of a normal distribution that 95 % lie within. */
    private static final double Z = 1.959963984540054;

    /**
     * The 95 % score interval of Wilson (1927, "Probable inference, the law of succession, and statistical inference"). Unlike the
     * textbook's p ± 2σ it stays within 0 to 1 and is honest for few photos: 3 of 3 is 44 % to 100 %.
     *
     * @return absent for a sample of none
     */
    public static Optional<Interval> wilson(long hits, long of) {
        if (of == 0) {
            return Optional.empty();
        }
        double share = (double) hits / of;
        double centre = share + Z * Z / (2 * of);
        double spread = Z * Math.sqrt(share * (1 - share) / of + Z * Z / (4.0 * of * of));
        double scale = 1 + Z * Z / of;
        return Optional.of(
                new Interval(hits == 0 ? 0 : (centre - spread) / scale, hits == of ? 1 : (centre + spread) / scale));
    }
}
