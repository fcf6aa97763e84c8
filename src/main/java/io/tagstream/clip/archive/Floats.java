package io.tagstream.clip.archive;

import io.tagstream.clip.checkpoint.CheckpointTensor;
import java.io.IOException;

/** A run of float32 values that is handed on piece by piece, so that no tensor is ever on the heap as a whole. */
interface Floats {

    int PIECE = 1 << 16;

    /** Where the pieces go: the first {@code count} of {@code values}, which are overwritten afterwards. */
    @FunctionalInterface
    interface Sink {
        void accept(float[] values, int count) throws IOException;
    }

    long count();

    void copyTo(Sink sink) throws IOException;

    /** All of a small tensor. */
    static float[] all(CheckpointTensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.count())];
        tensor.read(0, values, values.length);
        return values;
    }

    static Floats of(CheckpointTensor tensor) {
        return scaled(tensor, 1);
    }

    /** Multiplied in float64 and rounded once. */
    static Floats scaled(CheckpointTensor tensor, double factor) {
        return new Floats() {
            @Override
            public long count() {
                return tensor.count();
            }

            @Override
            public void copyTo(Sink sink) throws IOException {
                float[] piece = new float[(int) Math.min(PIECE, tensor.count())];
                for (long from = 0; from < tensor.count(); from += piece.length) {
                    int count = (int) Math.min(piece.length, tensor.count() - from);
                    tensor.read(from, piece, count);
                    for (int i = 0; i < count; i++) {
                        piece[i] = (float) (piece[i] * factor);
                    }
                    sink.accept(piece, count);
                }
            }
        };
    }

    static Floats of(float[] values) {
        return new Floats() {
            @Override
            public long count() {
                return values.length;
            }

            @Override
            public void copyTo(Sink sink) throws IOException {
                sink.accept(values, values.length);
            }
        };
    }
}
