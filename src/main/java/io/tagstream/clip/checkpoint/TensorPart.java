package io.tagstream.clip.checkpoint;

import java.util.ArrayList;
import java.util.List;

/**
 * Some rows of another tensor.
 *
 * @param shape of the part
 * @param start the first element of the whole that belongs to it
 */
record TensorPart(CheckpointTensor whole, List<Long> shape, long start) implements CheckpointTensor {

    /** Part {@code index} of the {@code parts} that the first dimension falls into. */
    static TensorPart of(CheckpointTensor whole, int index, int parts) {
        List<Long> shape = new ArrayList<>(whole.shape());
        shape.set(0, shape.getFirst() / parts);
        return new TensorPart(whole, List.copyOf(shape), index * (whole.count() / parts));
    }

    @Override
    public void read(long from, float[] into, int count) {
        whole.read(start + from, into, count);
    }
}
