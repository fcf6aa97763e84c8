package io.tagstream.clip;

import java.util.Arrays;

/**
 * A picture's or text's place in CLIP's joint space: float32, L2-normalised, so that a dot product is a cosine.
 *
 * <p>The array is shared, not copied, on the way in and out: it is written once and read by every stage.
 */
public final class Embedding {

    private final float[] values;

    public Embedding(float[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("an embedding has at least one dimension");
        }
        this.values = values;
    }

    public int dimensions() {
        return values.length;
    }

    public float[] values() {
        return values;
    }

    /** The cosine of the angle between both, given that both are normalised. */
    public double cosine(Embedding other) {
        if (other.values.length != values.length) {
            throw new IllegalArgumentException(
                    "embeddings of %d and %d dimensions".formatted(values.length, other.values.length));
        }
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += (double) values[i] * other.values[i];
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Embedding[" + values.length + " dimensions]";
    }
}
