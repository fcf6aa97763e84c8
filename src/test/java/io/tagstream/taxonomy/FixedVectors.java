package io.tagstream.taxonomy;

import io.tagstream.clip.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A text encoder that looks prompts up, and makes up the same random direction for the same unknown prompt every time. */
public final class FixedVectors implements TextEncoder {

    private final int dimensions;
    private final Map<String, float[]> vectors;
    private final List<List<String>> batches = new ArrayList<>();

    public FixedVectors(int dimensions, Map<String, float[]> vectors) {
        this.dimensions = dimensions;
        this.vectors = vectors;
    }

    @Override
    public List<Embedding> encode(List<String> prompts) {
        batches.add(List.copyOf(prompts));
        return prompts.stream().map(this::embedding).toList();
    }

    public Embedding embedding(String prompt) {
        float[] known = vectors.get(prompt);
        return known == null ? direction(new Random(prompt.hashCode()), dimensions) : new Embedding(known);
    }

    /** Every call so far. */
    public List<List<String>> batches() {
        return batches;
    }

    /** L2-normalised. */
    public static Embedding direction(Random random, int dimensions) {
        double[] values = random.doubles(dimensions, -1, 1).toArray();
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        float[] normalised = new float[dimensions];
        for (int d = 0; d < dimensions; d++) {
            normalised[d] = (float) (values[d] / Math.sqrt(squares));
        }
        return new Embedding(normalised);
    }
}
