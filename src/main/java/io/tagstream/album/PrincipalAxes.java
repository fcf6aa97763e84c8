package io.tagstream.album;

import java.util.Random;

/**
 * The directions in which points differ most, by orthogonal iteration on their covariance (Golub and Van Loan, section 8.2.4) from a seeded
 * start. What they have in common goes: CLIP's photos all lie in a narrow cone, and clusters are where they differ.
 */
final class PrincipalAxes {

    private static final int ITERATIONS = 6;
    private static final long SEED = 17;

    private final double[] mean;

    /** [axes][dimensions], orthonormal. */
    private final double[][] axes;

    /** @param points [points][dimensions] */
    PrincipalAxes(float[][] points, int most) {
        int dimensions = points[0].length;
        this.mean = mean(points);
        this.axes = start(Math.min(most, dimensions), dimensions);
        orthonormalise(axes);
        if (axes.length < dimensions) {
            for (int i = 0; i < ITERATIONS; i++) {
                step(points);
            }
        }
    }

    /** Along the axes, scaled to length 1, so that a distance stands for an angle: [points][axes]. */
    double[][] coordinates(float[][] points) {
        double[][] coordinates = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            coordinates[i] = along(points[i]);
            scale(coordinates[i]);
        }
        return coordinates;
    }

    private void step(float[][] points) {
        double[][] next = new double[axes.length][mean.length];
        for (float[] point : points) {
            double[] along = along(point);
            for (int axis = 0; axis < axes.length; axis++) {
                double weight = along[axis];
                double[] sum = next[axis];
                for (int d = 0; d < mean.length; d++) {
                    sum[d] += weight * (point[d] - mean[d]);
                }
            }
        }
        for (int axis = 0; axis < axes.length; axis++) {
            System.arraycopy(next[axis], 0, axes[axis], 0, mean.length);
        }
        orthonormalise(axes);
    }

    private double[] along(float[] point) {
        double[] along = new double[axes.length];
        for (int axis = 0; axis < axes.length; axis++) {
            double sum = 0;
            for (int d = 0; d < mean.length; d++) {
                sum += axes[axis][d] * (point[d] - mean[d]);
            }
            along[axis] = sum;
        }
        return along;
    }

    private static double[] mean(float[][] points) {
        double[] mean = new double[points[0].length];
        for (float[] point : points) {
            for (int d = 0; d < mean.length; d++) {
                mean[d] += point[d];
            }
        }
        for (int d = 0; d < mean.length; d++) {
            mean[d] /= points.length;
        }
        return mean;
    }

    private static double[][] start(int axes, int dimensions) {
        Random random = new Random(SEED);
        double[][] start = new double[axes][dimensions];
        for (double[] axis : start) {
            for (int d = 0; d < dimensions; d++) {
                axis[d] = random.nextGaussian();
            }
        }
        return start;
    }

    /** Gram and Schmidt's way, in place; directions that the points do not have become zero. */
    private static void orthonormalise(double[][] vectors) {
        for (int i = 0; i < vectors.length; i++) {
            for (int j = 0; j < i; j++) {
                double product = product(vectors[i], vectors[j]);
                for (int d = 0; d < vectors[i].length; d++) {
                    vectors[i][d] -= product * vectors[j][d];
                }
            }
            scale(vectors[i]);
        }
    }

    private static void scale(double[] vector) {
        double length = Math.sqrt(product(vector, vector));
        for (int d = 0; d < vector.length; d++) {
            vector[d] = length < 1e-12 ? 0 : vector[d] / length;
        }
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += a[d] * b[d];
        }
        return sum;
    }
}
