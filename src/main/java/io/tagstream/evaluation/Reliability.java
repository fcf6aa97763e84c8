package io.tagstream.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether confidences mean what they say: of what is given with 80 %, four in five should be right.
 *
 * @param equalWidth up to {@link #BINS} bins of confidence 0 to 0.1, 0.1 to 0.2 and so on; empty ones are left out
 * @param equalMass up to {@link #BINS} bins of as many pairs each; equal confidences stay together, so there may be fewer
 * @param pairs of a photo and a tag
 * @param brier mean of (confidence − truth)², with 1 for a tag that is shown and 0 for one that is not (Brier 1950); 0 is perfect
 * @param logLoss mean of −ln of the confidence in what is true, which is held to be {@link #LEAST} at least; 0 is perfect
 */
public record Reliability(List<Bin> equalWidth, List<Bin> equalMass, long pairs, double brier, double logLoss) {

    public static final int BINS = 10;

    /** One pair for which the model was certain and wrong must not make the mean infinite. */
    public static final double LEAST = 1e-12;

    /**
     * Pairs of similar confidence.
     *
     * @param low the lowest confidence, or the bin's bound
     * @param high the highest confidence, or the bin's bound
     * @param pairs at least 1
     * @param confidence the mean
     * @param shown the share of pairs whose photo shows the tag
     */
    public record Bin(double low, double high, long pairs, double confidence, double shown) {

        double gap() {
            return Math.abs(confidence - shown);
        }
    }

    public Reliability {
        equalWidth = List.copyOf(equalWidth);
        equalMass = List.copyOf(equalMass);
    }

    /**
     * Bins a sample.
     *
     * @return absent for a sample of none
     */
    public static Optional<Reliability> of(Sample sample) {
        if (sample.size() == 0) {
            return Optional.empty();
        }
        Sample sorted = sample.sorted();
        return Optional.of(
                new Reliability(equalWidth(sorted), equalMass(sorted), sample.size(), brier(sorted), logLoss(sorted)));
    }

    /** Σ pairs/all · |confidence − share shown| over the bins of equal width: the ECE of Naeini et al. (2015). */
    public double calibrationError() {
        return calibrationError(equalWidth);
    }

    /** The same over the bins of equal mass, which looks as closely where most pairs are (Nguyen and O'Connor 2015). */
    public double calibrationErrorOfEqualMass() {
        return calibrationError(equalMass);
    }

    private double calibrationError(List<Bin> bins) {
        return bins.stream().mapToDouble(bin -> bin.gap() * bin.pairs()).sum() / pairs;
    }

    private static List<Bin> equalWidth(Sample sorted) {
        List<Bin> bins = new ArrayList<>();
        int shown = 0;
        int absent = 0;
        for (int i = 0; i < BINS; i++) {
            double high = (i + 1.0) / BINS;
            boolean last = i == BINS - 1;
            int shownEnd = last ? sorted.shown().length : countBelow(sorted.shown(), high);
            int absentEnd = last ? sorted.absent().length : countBelow(sorted.absent(), high);
            if (shownEnd + absentEnd > shown + absent) {
                bins.add(bin((double) i / BINS, high, sorted, shown, shownEnd, absent, absentEnd));
            }
            shown = shownEnd;
            absent = absentEnd;
        }
        return bins;
    }

    private static int countBelow(double[] sorted, double bound) {
        int count = 0;
        while (count < sorted.length && sorted[count] < bound) {
            count++;
        }
        return count;
    }

    /** A bin ends with the first confidence by which its share of all pairs is reached. */
    private static List<Bin> equalMass(Sample sorted) {
        List<Bin> bins = new ArrayList<>();
        int shown = 0;
        int absent = 0;
        int shownEnd = 0;
        int absentEnd = 0;
        double low = Double.NaN;
        while (shownEnd + absentEnd < sorted.size()) {
            double value = Math.min(at(sorted.shown(), shownEnd), at(sorted.absent(), absentEnd));
            low = shownEnd + absentEnd == shown + absent ? value : low;
            shownEnd = endOf(value, sorted.shown(), shownEnd);
            absentEnd = endOf(value, sorted.absent(), absentEnd);
            if (tenths(shownEnd + absentEnd, sorted) > tenths(shown + absent, sorted)) {
                bins.add(bin(low, value, sorted, shown, shownEnd, absent, absentEnd));
                shown = shownEnd;
                absent = absentEnd;
            }
        }
        return bins;
    }

    private static long tenths(long pairs, Sample sample) {
        return pairs * BINS / sample.size();
    }

    private static double at(double[] sorted, int index) {
        return index < sorted.length ? sorted[index] : Double.POSITIVE_INFINITY;
    }

    private static int endOf(double value, double[] sorted, int from) {
        int end = from;
        while (end < sorted.length && sorted[end] == value) {
            end++;
        }
        return end;
    }

    private static Bin bin(double low, double high, Sample sorted, int shown, int shownEnd, int absent, int absentEnd) {
        long pairs = (long) shownEnd - shown + absentEnd - absent;
        double sum = Arrays.stream(sorted.shown(), shown, shownEnd).sum()
                + Arrays.stream(sorted.absent(), absent, absentEnd).sum();
        return new Bin(low, high, pairs, sum / pairs, (double) (shownEnd - shown) / pairs);
    }

    private static double brier(Sample sample) {
        double sum = Arrays.stream(sample.shown()).map(p -> (1 - p) * (1 - p)).sum()
                + Arrays.stream(sample.absent()).map(p -> p * p).sum();
        return sum / sample.size();
    }

    private static double logLoss(Sample sample) {
        double sum = Arrays.stream(sample.shown()).map(Reliability::surprise).sum()
                + Arrays.stream(sample.absent()).map(p -> surprise(1 - p)).sum();
        return sum / sample.size();
    }

    private static double surprise(double confidenceInTruth) {
        return -Math.log(Math.max(LEAST, confidenceInTruth));
    }
}
