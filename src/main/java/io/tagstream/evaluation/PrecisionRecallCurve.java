package io.tagstream.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What every threshold would make of a tag: a point for each confidence that occurs, the highest first. Photos of equal confidence are
 * given together or not at all, so their order is of no effect.
 */
public final class PrecisionRecallCurve {

    /** The counts if every photo of at least this confidence were given the tag. */
    public record Point(double confidence, Counts counts) {

        public double precision() {
            return counts.precision().orElse(1);
        }

        public double recall() {
            return counts.recall().orElse(0);
        }
    }

    private final List<Point> points = new ArrayList<>();

    public PrecisionRecallCurve(Sample sample) {
        Sample sorted = sample.sorted();
        int shown = sorted.shown().length;
        int absent = sorted.absent().length;
        while (shown + absent > 0) {
            double confidence = Math.max(last(sorted.shown(), shown), last(sorted.absent(), absent));
            shown = below(confidence, sorted.shown(), shown);
            absent = below(confidence, sorted.absent(), absent);
            points.add(new Point(
                    confidence, new Counts(sample.shown().length - shown, sample.absent().length - absent, shown)));
        }
    }

    private static double last(double[] sorted, int count) {
        return count == 0 ? Double.NEGATIVE_INFINITY : sorted[count - 1];
    }

    /** How many of the first so many are less. */
    private static int below(double confidence, double[] sorted, int count) {
        int left = count;
        while (left > 0 && sorted[left - 1] >= confidence) {
            left--;
        }
        return left;
    }

    /** The highest confidence first. */
    public List<Point> points() {
        return List.copyOf(points);
    }

    /**
     * Σ (recallₖ − recallₖ₋₁) · precisionₖ over the points, without interpolation: what scikit-learn's {@code average_precision_score}
     * computes. It is 1 if every photo that shows the tag has a higher confidence than every other, and about the share of photos that
     * show it if the confidences say nothing.
     *
     * @return absent if no photo shows the tag
     */
    public OptionalDouble averagePrecision() {
        if (points.isEmpty() || points.getFirst().counts().shown() == 0) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        double recall = 0;
        for (Point point : points) {
            sum += (point.recall() - recall) * point.precision();
            recall = point.recall();
        }
        return OptionalDouble.of(sum);
    }
}
