package io.tagstream.learning;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/** Kinds of photos, as far as one number tells them apart: normal distributions that share the photos among them. */
final class Mixture {

    /** More kinds than these say nothing about photos that the first ones do not. */
    static final int MAX_KINDS = 6;

    /** How far up the rarest kind is looked for first; where a search ends depends on where it begins. */
    private static final double[] STARTS = {0.5, 0.9, 0.98};

    private static final int MAX_ROUNDS = 200;

    /** A kind that is narrower would be a single bin. */
    private static final double MIN_DEVIATION = 0.3;

    /** Once so much is lost by one more kind, another one does not win it back. */
    private static final double LOST = 20;

    private final double[] shares;
    private final double[] means;
    private final double[] deviations;
    private double logLikelihood = Double.NEGATIVE_INFINITY;

    private Mixture(double[] means, double deviation) {
        this.means = means;
        this.shares = new double[means.length];
        this.deviations = new double[means.length];
        Arrays.fill(shares, 1.0 / means.length);
        Arrays.fill(deviations, Math.max(deviation / means.length, MIN_DEVIATION));
    }

    /** As many kinds as the numbers can speak for: the least Bayesian information criterion (Schwarz 1978). */
    static Mixture of(Histogram values) {
        Mixture best = of(values, 1);
        double least = best.criterion(values.total());
        for (int kinds = 2; kinds <= MAX_KINDS; kinds++) {
            Mixture mixture = of(values, kinds);
            double criterion = mixture.criterion(values.total());
            if (criterion < least) {
                best = mixture;
                least = criterion;
            } else if (criterion > least + LOST) {
                break;
            }
        }
        return best;
    }

    private static Mixture of(Histogram values, int kinds) {
        Mixture best = null;
        for (double start : STARTS) {
            Mixture mixture = new Mixture(start(values, kinds, start), values.deviation());
            mixture.climb(values);
            if (best == null || mixture.logLikelihood > best.logLikelihood) {
                best = mixture;
            }
        }
        return Objects.requireNonNull(best);
    }

    /** Means to begin with: one at the very top, the others spread up to the start. */
    private static double[] start(Histogram values, int kinds, double start) {
        double[] means = new double[kinds];
        for (int kind = 0; kind < kinds - 1; kind++) {
            double share = kinds == 2 ? 0.5 : 0.1 + (start - 0.1) * kind / (kinds - 2);
            means[kind] = values.quantile(share);
        }
        means[kinds - 1] = values.quantile(kinds == 1 ? 0.5 : start + (1 - start) / 2);
        return means;
    }

    /** Expectation and maximisation in turns (Dempster, Laird and Rubin 1977). */
    private void climb(Histogram values) {
        double tolerance = 1e-7 * values.total();
        double[][] parts = new double[values.bins()][means.length];
        for (int round = 0; round < MAX_ROUNDS; round++) {
            double before = logLikelihood;
            logLikelihood = expect(values, parts);
            if (logLikelihood - before < tolerance) {
                break;
            }
            maximise(values, parts);
        }
    }

    /** @param parts [bins][kinds], filled with how many of each bin's photos are of each kind */
    private double expect(Histogram values, double[][] parts) {
        double sum = 0;
        for (int bin = 0; bin < parts.length; bin++) {
            double count = values.counts()[bin];
            sum += count * responsibilities(values.means()[bin], parts[bin]);
            for (int kind = 0; kind < means.length; kind++) {
                parts[bin][kind] *= count;
            }
        }
        return sum;
    }

    private void maximise(Histogram values, double[][] parts) {
        for (int kind = 0; kind < means.length; kind++) {
            double count = 1e-9;
            double sum = 0;
            double squares = 0;
            for (int bin = 0; bin < parts.length; bin++) {
                double x = values.means()[bin];
                count += parts[bin][kind];
                sum += parts[bin][kind] * x;
                squares += parts[bin][kind] * x * x;
            }
            means[kind] = sum / count;
            deviations[kind] =
                    Math.sqrt(Math.max(squares / count - means[kind] * means[kind], MIN_DEVIATION * MIN_DEVIATION));
            shares[kind] = count / values.total();
        }
    }

    /**
     * The log of the density at x.
     *
     * @param to filled with each kind's part in it
     */
    private double responsibilities(double x, double[] to) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int kind = 0; kind < means.length; kind++) {
            double distance = (x - means[kind]) / deviations[kind];
            to[kind] = Math.log(shares[kind] / deviations[kind]) - distance * distance / 2;
            greatest = Math.max(greatest, to[kind]);
        }
        double sum = 0;
        for (int kind = 0; kind < means.length; kind++) {
            to[kind] = Math.exp(to[kind] - greatest);
            sum += to[kind];
        }
        for (int kind = 0; kind < means.length; kind++) {
            to[kind] /= sum;
        }
        return greatest + Math.log(sum);
    }

    private double criterion(double total) {
        return (3 * means.length - 1) * Math.log(total) - 2 * logLikelihood;
    }

    int kinds() {
        return means.length;
    }

    /** What is true of the kinds' means, mixed as the kinds are at x. */
    double mixed(double x, DoubleUnaryOperator ofMean) {
        double[] parts = new double[means.length];
        responsibilities(x, parts);
        double sum = 0;
        for (int kind = 0; kind < means.length; kind++) {
            sum += parts[kind] * ofMean.applyAsDouble(means[kind]);
        }
        return sum;
    }
}
