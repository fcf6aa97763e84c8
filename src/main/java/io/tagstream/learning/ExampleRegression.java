package io.tagstream.learning;

/**
 * Logistic regression on embeddings from few examples: minimises Σ weight · loss + ridge/2 · |w − prior|².
 *
 * <p>The best w is the prior plus a combination of the examples (the representer theorem), so what is looked for is one number per
 * example and not per dimension, and all that is needed of the embeddings is their products with each other, once for all folds and
 * strengths. Conjugate gradients (Polak and Ribière 1969), in the inner product of w: no matrix is decomposed, and a step costs one
 * product with the matrix.
 */
final class ExampleRegression {

    private static final int MAX_STEPS = 200;

    /** Of the gradient's squared length, relative to what it was at the prior. */
    private static final double TOLERANCE = 1e-8;

    private static final int LINE_STEPS = 40;

    /** Of the slope, relative to what it was: the next direction makes up for it. */
    private static final double LINE_TOLERANCE = 0.01;

    private final double[][] products;
    private final double[] prior;
    private final double[] targets;
    private final double[] weights;
    private final double ridge;

    /** By example: how much of it is in w. */
    private final double[] parts;

    /** By example, whatever its weight. */
    private final double[] odds;

    /**
     * Prepares.
     *
     * @param products [n][n] of the examples' embeddings with each other
     * @param prior by example: its log-odds by the prior alone
     * @param targets by example: 1 or 0
     * @param weights by example; 0 for one that is held out
     */
    ExampleRegression(double[][] products, double[] prior, double[] targets, double[] weights, double ridge) {
        this.products = products;
        this.prior = prior;
        this.targets = targets;
        this.weights = weights;
        this.ridge = ridge;
        this.parts = new double[targets.length];
        this.odds = prior.clone();
    }

    /** By example: how much of it is to be added to the prior; 0 of those that are held out. */
    double[] parts() {
        return parts;
    }

    /** By example, those included that are held out. */
    double[] odds() {
        return odds;
    }

    ExampleRegression solve() {
        double[] gradient = gradient();
        double[] moved = times(gradient);
        double square = dot(gradient, moved);
        double enough = TOLERANCE * square;
        double[] direction = new double[parts.length];
        double[] along = new double[parts.length];
        double carried = 0;
        for (int step = 0; step < MAX_STEPS && square > enough; step++) {
            for (int i = 0; i < parts.length; i++) {
                direction[i] = carried * direction[i] - gradient[i];
                along[i] = carried * along[i] - moved[i];
            }
            go(lengthOfStep(direction, along), direction, along);
            double[] before = gradient;
            gradient = gradient();
            moved = times(gradient);
            double next = dot(gradient, moved);
            carried = Math.max(0, (next - dot(before, moved)) / square);
            square = next;
        }
        return this;
    }

    /** Of the objective, as a combination of the examples. */
    private double[] gradient() {
        double[] gradient = new double[parts.length];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = ridge * parts[i] + weights[i] * (LogOdds.probability(odds[i]) - targets[i]);
        }
        return gradient;
    }

    /**
     * Where the objective is about least in this direction: Newton's method, kept between a length that is too short and one that is
     * too long, since surely right examples have hardly any curvature and send it far off.
     */
    private double lengthOfStep(double[] direction, double[] along) {
        double drift = 0;
        double pull = ridge * dot(direction, along);
        for (int i = 0; i < parts.length; i++) {
            drift += ridge * direction[i] * (odds[i] - prior[i]);
        }
        double tooShort = 0;
        double tooLong = Double.POSITIVE_INFINITY;
        double length = 0;
        double enough = 0;
        for (int step = 0; step < LINE_STEPS; step++) {
            double slope = drift + length * pull;
            double curvature = pull;
            for (int i = 0; i < parts.length; i++) {
                double probability = LogOdds.probability(odds[i] + length * along[i]);
                slope += weights[i] * (probability - targets[i]) * along[i];
                curvature += weights[i] * probability * (1 - probability) * along[i] * along[i];
            }
            enough = step == 0 ? LINE_TOLERANCE * Math.abs(slope) : enough;
            if (Math.abs(slope) <= enough) {
                return length;
            }
            if (slope < 0) {
                tooShort = length;
            } else {
                tooLong = length;
            }
            double newton = length - slope / curvature;
            boolean between = newton > tooShort && newton < tooLong;
            length = between ? newton : (tooShort + Math.min(tooLong, 3 * tooShort + 1)) / 2;
        }
        return tooShort;
    }

    private void go(double length, double[] direction, double[] along) {
        for (int i = 0; i < parts.length; i++) {
            parts[i] += length * direction[i];
            odds[i] += length * along[i];
        }
    }

    private double[] times(double[] vector) {
        double[] result = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            if (vector[i] != 0) { // those held out
                add(vector[i], products[i], result);
            }
        }
        return result;
    }

    private static void add(double factor, double[] row, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * row[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
