package io.tagstream.learning;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Numbers, and what log-odds made of them should say.
 *
 * @param x the numbers
 * @param targets probabilities
 * @param weights how much each counts
 */
@SuppressWarnings("ArrayRecordComponent") // made for one fit, never compared
record Points(double[] x, double[] targets, double[] weights) {

    Points {
        if (x.length != targets.length || x.length != weights.length) {
            throw new IllegalArgumentException(
                    "%d numbers, %d targets, %d weights".formatted(x.length, targets.length, weights.length));
        }
    }

    int size() {
        return x.length;
    }

    /** Of the log-odds that the line makes; weighted, not divided. */
    double loss(Line line) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += weights[i] * LogOdds.loss(line.at(x[i]), targets[i]);
        }
        return sum;
    }

    /** Those whose number is chosen. */
    Points where(IntPredicate chosen) {
        int[] kept = IntStream.range(0, x.length).filter(chosen).toArray();
        return new Points(at(x, kept), at(targets, kept), at(weights, kept));
    }

    private static double[] at(double[] values, int[] indices) {
        return IntStream.of(indices).mapToDouble(i -> values[i]).toArray();
    }
}
