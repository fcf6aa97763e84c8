package io.tagstream.search;

import java.util.Arrays;

/**
 * From a cosine to how relevant a photo is, 0 to 1, and back: {@code sigmoid(slope · cosine − offset)}. The same for all photos of a
 * question, so the most relevant are the nearest, and a cut-off is a cosine (docs/adr/0028).
 *
 * @param slope positive
 */
record Relevance(double slope, double offset) {

    /** Robust deviations above the middle from which on a photo resembles another one more likely than not. */
    private static final double DEVIATIONS = 1.75;

    /** How much the odds grow with a deviation, as a power of e. */
    private static final double STEEPNESS = 2;

    /** Of normally distributed values, a deviation is so many medians of what they are off by. */
    private static final double DEVIATION_PER_MAD = 1.4826;

    /** Where all photos are alike, differences this small mean nothing. */
    private static final double SMALLEST_DEVIATION = 0.02;

    /** Photos this near are alike, however alike all others are. */
    private static final double ALIKE = 0.9;

    Relevance {
        if (!(slope > 0) || !Double.isFinite(slope) || !Double.isFinite(offset)) {
            throw new IllegalArgumentException("a slope of %s and an offset of %s".formatted(slope, offset));
        }
    }

    /**
     * Of a text: the probability that it fits better than what says nothing of a photo.
     *
     * @param logitScale of the model
     * @param background logits of the background prompts with photos: the middle of them
     */
    static Relevance ofText(double logitScale, double background) {
        return new Relevance(logitScale, background);
    }

    /**
     * Of a photo: how far its cosine is above those of photos that have nothing to do with each other.
     *
     * @param cosines of pairs of photos; of none, as if all were at right angles
     */
    static Relevance ofPhoto(double[] cosines) {
        double middle = median(cosines, 0);
        double[] off = Arrays.stream(cosines).map(one -> Math.abs(one - middle)).toArray();
        double deviation = Math.max(SMALLEST_DEVIATION, DEVIATION_PER_MAD * median(off, 0));
        double even = Math.min(ALIKE, middle + DEVIATIONS * deviation);
        double slope = STEEPNESS / deviation;
        return new Relevance(slope, slope * even);
    }

    double of(double cosine) {
        return 1 / (1 + Math.exp(offset - slope * cosine));
    }

    /** The cosine that is so relevant, within what cosines can be. */
    double cosine(double relevance) {
        double cosine = (Math.log(relevance / (1 - relevance)) + offset) / slope;
        return Math.clamp(cosine, -1, 1);
    }

    static double median(double[] values, double ofNone) {
        if (values.length == 0) {
            return ofNone;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
