package io.tagstream.learning;

import java.util.stream.IntStream;

/** What a tag is learned from: photos that show it first, then photos that do not. */
final class Examples {

    /** What the bias may cost: as much as a direction in which photos lie this far from the middle. */
    private static final double BIAS = 3;

    /** How many show the tag; they come first. */
    final int accepted;

    private final Photos photos;
    private final double[] middle;
    private final double[] targets;
    private final double[] weights;
    private final double[][] products;

    /** @param others photos of the catalog that most likely do not show it: together, they weigh as much as the accepted ones */
    Examples(Photos accepted, Photos rejected, Photos others) {
        this.photos = accepted.and(rejected).and(others);
        this.middle = others.mean();
        this.accepted = accepted.count();
        int judged = accepted.count() + rejected.count();
        double each = accepted.count() / (double) others.count();
        this.targets = IntStream.range(0, photos.count())
                .mapToDouble(i -> i < this.accepted ? 1 : 0)
                .toArray();
        this.weights = IntStream.range(0, photos.count())
                .mapToDouble(i -> i < judged ? 1 : each)
                .toArray();
        this.products = products();
    }

    /** From the middle of the others, so that the bias has little left to do. */
    private double[][] products() {
        double[] withMiddle = photos.times(middle);
        double square = IntStream.range(0, middle.length)
                .mapToDouble(d -> middle[d] * middle[d])
                .sum();
        double[][] products = new double[photos.count()][];
        for (int i = 0; i < products.length; i++) {
            double[] row = photos.times(photos.values(i));
            for (int j = 0; j < row.length; j++) {
                row[j] += BIAS - withMiddle[i] - withMiddle[j] + square;
            }
            products[i] = row;
        }
        return products;
    }

    /**
     * A linear probe.
     *
     * @param weights float64, [dimensions]
     */
    @SuppressWarnings("ArrayRecordComponent") // an intermediate result, never compared
    record Probe(double[] weights, double bias) {}

    /**
     * A prior, and how strongly examples are drawn to it.
     *
     * @param weights float64, [dimensions]
     */
    @SuppressWarnings("ArrayRecordComponent") // an intermediate result, never compared
    record Prior(double[] weights, double ridge) {}

    Probe learn(Prior prior) {
        double[] parts = regression(prior, weights).solve().parts();
        double[] sum = prior.weights().clone();
        double bias = 0;
        for (int i = 0; i < parts.length; i++) {
            photos.add(parts[i], i, sum);
            bias += BIAS * parts[i];
            for (int d = 0; d < sum.length; d++) {
                sum[d] -= parts[i] * middle[d];
            }
        }
        for (int d = 0; d < sum.length; d++) {
            bias -= sum[d] * middle[d];
        }
        return new Probe(sum, bias);
    }

    /** Log-odds of each accepted photo by what is learned without it and others of its fold. */
    double[] heldOut(Prior prior, int folds) {
        double[] odds = new double[accepted];
        for (int fold = 0; fold < folds; fold++) {
            double[] seen = weights.clone();
            for (int i = fold; i < accepted; i += folds) {
                seen[i] = 0;
            }
            double[] all = regression(prior, seen).solve().odds();
            for (int i = fold; i < accepted; i += folds) {
                odds[i] = all[i];
            }
        }
        return odds;
    }

    private ExampleRegression regression(Prior prior, double[] seen) {
        double[] ofPrior = photos.times(prior.weights());
        double ofMiddle = IntStream.range(0, middle.length)
                .mapToDouble(d -> middle[d] * prior.weights()[d])
                .sum();
        for (int i = 0; i < ofPrior.length; i++) {
            ofPrior[i] -= ofMiddle;
        }
        return new ExampleRegression(products, ofPrior, targets, seen, prior.ridge());
    }
}
