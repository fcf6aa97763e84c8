package io.tagstream.tagging;

import io.tagstream.taxonomy.RowRange;

/**
 * Sums of exponentials that cannot overflow: the greatest is taken off first, which changes no ratio. All of it in
 * {@link StrictMath}, whose results are the same on every processor, and in the order of the rows.
 */
final class LogSpace {

    private LogSpace() {}

    /** log of the mean of exp(logits[rows]); of at least one row. */
    static double logMeanExp(double[] logits, RowRange rows) {
        double greatest = greatest(Double.NEGATIVE_INFINITY, logits, rows);
        double sum = 0;
        for (int row = rows.first(); row < rows.end(); row++) {
            sum += StrictMath.exp(logits[row] - greatest);
        }
        return greatest + StrictMath.log(sum / rows.count());
    }

    /** log(exp(x) + the sum of exp(logits[rows])). */
    static double logAddExp(double x, double[] logits, RowRange rows) {
        if (rows.isEmpty()) {
            return x;
        }
        double greatest = greatest(x, logits, rows);
        double sum = StrictMath.exp(x - greatest);
        for (int row = rows.first(); row < rows.end(); row++) {
            sum += StrictMath.exp(logits[row] - greatest);
        }
        return greatest + StrictMath.log(sum);
    }

    /** The greatest of x and logits[rows]. */
    static double greatest(double x, double[] logits, RowRange rows) {
        double greatest = x;
        for (int row = rows.first(); row < rows.end(); row++) {
            greatest = Math.max(greatest, logits[row]);
        }
        return greatest;
    }

    /** 1 / (1 + exp(-x)): the probability whose log-odds are x. */
    static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + StrictMath.exp(-x));
        }
        double exp = StrictMath.exp(x);
        return exp / (1 + exp);
    }

    /** The log-odds of a probability in (0, 1). */
    static double logit(double probability) {
        return StrictMath.log(probability) - StrictMath.log1p(-probability);
    }
}
