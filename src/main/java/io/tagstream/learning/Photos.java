package io.tagstream.learning;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Embeddings of photos, one after another.
 *
 * @param embeddings float32, [count][dimensions]; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // tens of megabytes, read by all and written by nobody
public record Photos(float[] embeddings, int count, int dimensions) {

    public Photos {
        if (dimensions < 1 || embeddings.length != Math.multiplyExact(count, dimensions)) {
            throw new IllegalArgumentException(
                    "%d numbers are not %d photos of %d dimensions".formatted(embeddings.length, count, dimensions));
        }
    }

    /** float32, [dimensions], copied. */
    float[] embedding(int photo) {
        return Arrays.copyOfRange(embeddings, photo * dimensions, (photo + 1) * dimensions);
    }

    /** float64, [dimensions] */
    double[] values(int photo) {
        double[] values = new double[dimensions];
        add(1, photo, values);
        return values;
    }

    Photos only(int[] photos) {
        float[] kept = new float[photos.length * dimensions];
        for (int i = 0; i < photos.length; i++) {
            System.arraycopy(embeddings, photos[i] * dimensions, kept, i * dimensions, dimensions);
        }
        return new Photos(kept, photos.length, dimensions);
    }

    /** At most so many, at even distances. */
    Photos thinned(int most) {
        int kept = Math.min(most, count);
        return only(IntStream.range(0, kept)
                .map(i -> (int) ((long) i * count / kept))
                .toArray());
    }

    Photos and(Photos others) {
        float[] both = Arrays.copyOf(embeddings, embeddings.length + others.embeddings.length);
        System.arraycopy(others.embeddings, 0, both, embeddings.length, others.embeddings.length);
        return new Photos(both, count + others.count, dimensions);
    }

    /** Dot product with each photo. */
    double[] times(double[] weights) {
        double[] products = new double[count];
        for (int photo = 0; photo < count; photo++) {
            products[photo] = dot(photo, weights);
        }
        return products;
    }

    private double dot(int photo, double[] weights) {
        int start = photo * dimensions;
        double even = 0;
        double odd = 0;
        int d = 0;
        for (; d + 1 < dimensions; d += 2) { // two sums do not wait for each other
            even += weights[d] * embeddings[start + d];
            odd += weights[d + 1] * embeddings[start + d + 1];
        }
        return d < dimensions ? even + odd + weights[d] * embeddings[start + d] : even + odd;
    }

    /** Adds a multiple of a photo's embedding. */
    void add(double factor, int photo, double[] to) {
        for (int d = 0; d < dimensions; d++) {
            to[d] += factor * embeddings[photo * dimensions + d];
        }
    }

    /** float64, [dimensions] */
    double[] mean() {
        double[] mean = new double[dimensions];
        for (int photo = 0; photo < count; photo++) {
            add(1.0 / count, photo, mean);
        }
        return mean;
    }

    /** Of the distance between a photo and the mean of all. */
    double meanSquaredDistance() {
        double squares = 0;
        for (float value : embeddings) {
            squares += (double) value * value / count;
        }
        return squares - Arrays.stream(mean()).map(value -> value * value).sum();
    }
}
