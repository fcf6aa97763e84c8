package io.tagstream.tagging;

/**
 * How a tag's log-odds become a confidence: {@code sigmoid(slope · z + offset)}, after Platt (1999). The slope is positive, so a
 * calibration never changes which of two photos fits a tag better.
 *
 * @param origin what it was fitted to
 * @param slope positive
 * @param samples how many photos it was fitted to; 0 for {@link #NONE}
 */
public record Calibration(Origin origin, double slope, double offset, int samples) {

    /** What tells a calibration how far a tag's log-odds can be trusted; each is better than the one before it. */
    public enum Origin {
        /** Nothing but the background prompts that are in the log-odds already. */
        BACKGROUND,
        /** The log-odds of the catalog's photos, without anybody's word. */
        DISTRIBUTION,
        /** What people accepted and rejected. */
        CORRECTIONS
    }

    /** Takes the log-odds at their word. */
    public static final Calibration NONE = new Calibration(Origin.BACKGROUND, 1, 0, 0);

    public Calibration {
        if (!(slope > 0) || !Double.isFinite(slope) || !Double.isFinite(offset) || samples < 0) {
            throw new IllegalArgumentException(
                    "slope %s, offset %s and %d samples make no calibration".formatted(slope, offset, samples));
        }
    }

    /** The log-odds that the confidence is the sigmoid of. */
    public double logOdds(double z) {
        return slope * z + offset;
    }
}
