package io.tagstream.evaluation;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Confidences of one tag, or of several together, apart by whether they ought to have been high. In the order of the photos.
 *
 * @param shown of photos that show the tag
 * @param absent of photos that do not
 */
@SuppressWarnings("ArrayRecordComponent") // numbers by the million, written once
public record Sample(double[] shown, double[] absent) {

    public int size() {
        return shown.length + absent.length;
    }

    Sample sorted() {
        return new Sample(sorted(shown), sorted(absent));
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** What a threshold would make of it. */
    public Counts countsAt(double threshold) {
        long hits = atLeast(shown, threshold);
        return new Counts(hits, atLeast(absent, threshold), shown.length - hits);
    }

    private static long atLeast(double[] values, double threshold) {
        return Arrays.stream(values).filter(value -> value >= threshold).count();
    }

    /** Gathers one without a box around each number. */
    static final class Builder {

        private final DoubleStream.Builder shown = DoubleStream.builder();
        private final DoubleStream.Builder absent = DoubleStream.builder();

        void add(double confidence, boolean isShown) {
            (isShown ? shown : absent).add(confidence);
        }

        Sample build() {
            return new Sample(shown.build().toArray(), absent.build().toArray());
        }
    }
}
