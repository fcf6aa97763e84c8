package io.tagstream.learning;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How one way of scoring a tag does: its log-odds of accepted photos that it did not see, and of the catalog, of which nobody knows
 * which photos show the tag (learning from positive and unlabelled data, Elkan and Noto 2008).
 *
 * @param accepted log-odds of the accepted photos
 * @param catalog log-odds of photos that were chosen without regard to the tag; kept in ascending order
 */
@SuppressWarnings("ArrayRecordComponent") // made for one decision, never compared
record HeldOut(double[] accepted, double[] catalog) {

    private static final double[] QUANTILES = {0.25, 0.5, 0.75};
    private static final double MIN_SHARE = 0.002;
    private static final double MAX_SHARE = 0.9;

    /** Few examples lie apart by chance; a steep slope has to be shown by many. */
    private static final double SLOPE_RIDGE = 2;

    /** Of the catalog's log-odds so many are kept, at even distances: a curve through them is the same, and sooner found. */
    private static final int MAX_CATALOG = 2_000;

    HeldOut {
        catalog = thinned(catalog);
    }

    private static double[] thinned(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int kept = Math.min(sorted.length, MAX_CATALOG);
        return IntStream.range(0, kept)
                .mapToDouble(i -> sorted[(int) ((i + 0.5) * sorted.length / kept)])
                .toArray();
    }

    /**
     * The share of the catalog that shows the tag. Above the accepted photos' median lies half of what shows it, so at most twice as
     * much shows it as there is above; and so with other quantiles. The mean over three of them, as one alone is a matter of luck.
     */
    double share() {
        double sum = 0;
        for (double quantile : QUANTILES) {
            sum += shareFrom(quantile(quantile)) / (1 - quantile);
        }
        return Math.clamp(sum / QUANTILES.length, MIN_SHARE, MAX_SHARE);
    }

    private double quantile(double share) {
        double[] sorted = accepted.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private double shareFrom(double least) {
        int found = Arrays.binarySearch(catalog, least);
        int below = found >= 0 ? found : -found - 1;
        while (below > 0 && catalog[below - 1] >= least) {
            below--;
        }
        return (catalog.length - below) / (double) catalog.length;
    }

    /**
     * What is lost if these log-odds are made the best of.
     *
     * @param share of the catalog that is supposed to show the tag
     */
    Trimmed trimmed(double share) {
        double[] without = Arrays.copyOf(catalog, Math.max(1, (int) (catalog.length * (1 - share))));
        int n = accepted.length;
        double against = n * (1 - share) / share / without.length;
        Points points = new Points(
                DoubleStream.concat(Arrays.stream(accepted), Arrays.stream(without))
                        .toArray(),
                fill(n, (n + 1.0) / (n + 2), without.length, 0),
                fill(n, 1, without.length, against));
        Line line = LineFit.fit(points, SLOPE_RIDGE, 0);
        return new Trimmed(share, line, losses(accepted, line, 1), losses(without, line, 0));
    }

    private static double[] fill(int n, double first, int m, double second) {
        return IntStream.range(0, n + m)
                .mapToDouble(i -> i < n ? first : second)
                .toArray();
    }

    private static double[] losses(double[] values, Line line, double target) {
        return Arrays.stream(values)
                .map(value -> LogOdds.loss(line.at(value), target))
                .toArray();
    }

    /**
     * The accepted photos stand for the share of the catalog that shows the tag; the rest of the catalog, without its
     * top, for what does not.
     *
     * @param line makes log-odds of these that mean what they say
     * @param with loss of each accepted photo
     * @param without loss of each photo of the rest
     */
    record Trimmed(double share, Line line, double[] with, double[] without) {

        double loss() {
            return share * mean(with) + (1 - share) * mean(without);
        }

        double gainOver(Trimmed other) {
            return other.loss() - loss();
        }

        /** Of {@link #gainOver}, as far as other examples would have given another one. */
        double standardError(Trimmed other) {
            double[] differences = new double[with.length];
            for (int i = 0; i < differences.length; i++) {
                differences[i] = other.with[i] - with[i];
            }
            double ofWith = share * Math.sqrt(variance(differences) / differences.length);
            double ofWithout = (1 - share) * Math.sqrt((variance(without) + variance(other.without)) / without.length);
            return Math.hypot(ofWith, ofWithout);
        }

        private static double mean(double[] values) {
            return Arrays.stream(values).sum() / values.length;
        }

        private static double variance(double[] values) {
            double mean = mean(values);
            double squares = Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .sum();
            return squares / Math.max(1, values.length - 1);
        }
    }
}
