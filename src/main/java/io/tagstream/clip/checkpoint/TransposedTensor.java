package io.tagstream.clip.checkpoint;

import java.util.List;

/** A matrix whose rows are another's columns. Only for small ones: the other is read as a whole. */
final class TransposedTensor implements CheckpointTensor {

    private final int rows;
    private final int columns;
    private final float[] original;

    /**
     * Transposes a matrix.
     *
     * @param original (columns, rows)
     */
    TransposedTensor(CheckpointTensor original) {
        this.rows = Math.toIntExact(original.shape().get(1));
        this.columns = Math.toIntExact(original.shape().get(0));
        this.original = new float[Math.multiplyExact(rows, columns)];
        original.read(0, this.original, this.original.length);
    }

    @Override
    public List<Long> shape() {
        return List.of((long) rows, (long) columns);
    }

    @Override
    public void read(long from, float[] into, int count) {
        for (int i = 0; i < count; i++) {
            int index = Math.toIntExact(from + i);
            into[i] = original[index % columns * rows + index / columns];
        }
    }
}
