package io.tagstream.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether confidences mean what they say: pairs of a confidence and a truth, in bins of equal width. */
final class Reliability {

    private static final int BINS = 10;

    private final long[] counts = new long[BINS];
    private final double[] confidences = new double[BINS];
    private final long[] truths = new long[BINS];
    private double loss;
    private long hits;
    private long given;
    private long all;

    void add(double confidence, boolean truth) {
        int bin = Math.min((int) (confidence * BINS), BINS - 1);
        counts[bin]++;
        confidences[bin] += confidence;
        truths[bin] += truth ? 1 : 0;
        double likelihood = Math.max(truth ? confidence : 1 - confidence, 1e-15);
        loss -= Math.log(likelihood);
        given += confidence >= 0.5 ? 1 : 0;
        hits += confidence >= 0.5 && truth ? 1 : 0;
        all += truth ? 1 : 0;
    }

    long count() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /** Expected calibration error (Naeini et al. 2015): how far confidence and truth lie apart, on average over all pairs. */
    double error() {
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += Math.abs(confidences[bin] - truths[bin]);
        }
        return sum / count();
    }

    double logLoss() {
        return loss / count();
    }

    /** Of tags given from a confidence of one half on. */
    double f1() {
        return 2.0 * hits / (given + all);
    }

    /** As lines of a Markdown table. */
    List<String> table() {
        List<String> lines = new ArrayList<>(List.of("| confidence | pairs | mean confidence | true |", "| --- | --- | --- | --- |"));
        for (int bin = 0; bin < BINS; bin++) {
            if (counts[bin] > 0) {
                lines.add(String.format(
                        Locale.ROOT,
                        "| %.1f to %.1f | %,d | %.3f | %.3f |",
                        bin / (double) BINS,
                        (bin + 1) / (double) BINS,
                        counts[bin],
                        confidences[bin] / counts[bin],
                        truths[bin] / (double) counts[bin]));
            }
        }
        return lines;
    }
}
