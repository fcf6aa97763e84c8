package io.tagstream.clip.checkpoint;

import java.util.List;

/**
 * A checkpoint's tensors under the names that transformers gives them, whatever files they lie in and whatever those
 * call them.
 */
public interface Weights extends AutoCloseable {

    /** Whether there is a tensor of this name. */
    boolean has(String name);

    /**
     * The tensor of this name and shape, of F32, F16 or BF16.
     *
     * @throws CheckpointException where there is no such tensor
     */
    CheckpointTensor tensor(String name, long... shape);

    /** The one value of a tensor that some write as a scalar and some as a vector of length 1. */
    default float scalar(String name) {
        float[] value = new float[1];
        tensor(name, shape(name).isEmpty() ? new long[0] : new long[] {1}).read(0, value, 1);
        return value[0];
    }

    /**
     * The shape of a tensor.
     *
     * @throws CheckpointException where there is no such tensor
     */
    List<Long> shape(String name);

    @Override
    void close();
}
