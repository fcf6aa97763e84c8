package io.tagstream.clip.checkpoint;

import java.util.List;

/** A tensor of open {@link Weights}, row-major. It is gone when they are closed. */
public interface CheckpointTensor {

    List<Long> shape();

    /** Number of elements. */
    default long count() {
        return shape().stream().reduce(1L, Math::multiplyExact);
    }

    /** Part {@code index} of the {@code parts} of equal size that the first dimension falls into. */
    default CheckpointTensor part(int index, int parts) {
        return TensorPart.of(this, index, parts);
    }

    /**
     * Copies elements {@code from} to {@code from + count} to the start of {@code into}, exactly: each type read here
     * fits float32.
     */
    void read(long from, float[] into, int count);
}
