package io.tagstream.retag;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Embeddings of some photos, as one block of numbers. */
final class PhotoBlock {

    private final long[] numbers;
    private final float[] embeddings;
    private final Map<Long, Integer> rows;

    /**
     * Takes the arrays as they are.
     *
     * @param numbers photo_no, [photos]
     * @param embeddings float32, [photos, dimensions]
     */
    PhotoBlock(long[] numbers, float[] embeddings) {
        this.numbers = numbers;
        this.embeddings = embeddings;
        this.rows = HashMap.newHashMap(numbers.length);
        for (int row = 0; row < numbers.length; row++) {
            rows.put(numbers[row], row);
        }
    }

    int photos() {
        return numbers.length;
    }

    long number(int row) {
        return numbers[row];
    }

    /** Which row a photo is, or -1. */
    int row(long photo) {
        return rows.getOrDefault(photo, -1);
    }

    /** float32, [photos, dimensions]; not a copy. */
    float[] embeddings() {
        return embeddings;
    }

    Photos.Listed listed() {
        return new Photos.Listed(Arrays.copyOf(numbers, numbers.length));
    }
}
