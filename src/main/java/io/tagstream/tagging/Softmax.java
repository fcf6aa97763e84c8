package io.tagstream.tagging;

/** Exponentials of logits that cannot overflow: the greatest is taken off first, which changes no ratio. */
final class Softmax {

    private Softmax() {}

    /**
     * Probabilities of logits[from..to).
     *
     * @param to above from
     */
    static double[] probabilities(double[] logits, int from, int to) {
        double greatest = greatest(logits, from, to);
        double[] probabilities = new double[to - from];
        double sum = 0;
        for (int i = from; i < to; i++) {
            probabilities[i - from] = Math.exp(logits[i] - greatest);
            sum += probabilities[i - from];
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    /** log of the mean of exp(logits[from..to)). */
    static double logMeanExp(double[] logits, int from, int to) {
        double greatest = greatest(logits, from, to);
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.exp(logits[i] - greatest);
        }
        return greatest + Math.log(sum / (to - from));
    }

    /** 1 / (1 + exp(-x)): the softmax of x against 0. */
    static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + Math.exp(-x));
        }
        double exp = Math.exp(x);
        return exp / (1 + exp);
    }

    private static double greatest(double[] logits, int from, int to) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            greatest = Math.max(greatest, logits[i]);
        }
        return greatest;
    }
}
