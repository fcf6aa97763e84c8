package io.tagstream.learning;

import java.util.stream.IntStream;

/**
 * Many numbers as few: bins of equal width, each with the mean of what fell into it. What a mixture is fitted to, since its cost
 * then does not grow with the catalog.
 *
 * @param means by bin, ascending; empty bins are left out
 * @param counts by bin
 */
@SuppressWarnings("ArrayRecordComponent") // made for one fit, never compared
record Histogram(double[] means, double[] counts) {

    private static final int BINS = 200;

    /** @param values at least one */
    static Histogram of(float[] values) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        double perBin = Math.max((greatest - least) / BINS, Double.MIN_NORMAL);
        double[] sums = new double[BINS];
        double[] counts = new double[BINS];
        for (float value : values) {
            int bin = Math.min((int) ((value - least) / perBin), BINS - 1);
            sums[bin] += value;
            counts[bin]++;
        }
        int[] filled = IntStream.range(0, BINS).filter(bin -> counts[bin] > 0).toArray();
        return new Histogram(
                IntStream.of(filled).mapToDouble(bin -> sums[bin] / counts[bin]).toArray(),
                IntStream.of(filled).mapToDouble(bin -> counts[bin]).toArray());
    }

    int bins() {
        return means.length;
    }

    double total() {
        double total = 0;
        for (double count : counts) {
            total += count;
        }
        return total;
    }

    /** The mean of the bin below which this share of the numbers lies. */
    double quantile(double share) {
        double left = share * total();
        for (int bin = 0; bin < means.length; bin++) {
            left -= counts[bin];
            if (left <= 0) {
                return means[bin];
            }
        }
        return means[means.length - 1];
    }

    double deviation() {
        double mean = 0;
        for (int bin = 0; bin < means.length; bin++) {
            mean += counts[bin] * means[bin];
        }
        mean /= total();
        double squares = 0;
        for (int bin = 0; bin < means.length; bin++) {
            squares += counts[bin] * (means[bin] - mean) * (means[bin] - mean);
        }
        return Math.sqrt(squares / total());
    }
}
