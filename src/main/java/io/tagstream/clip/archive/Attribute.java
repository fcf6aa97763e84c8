package io.tagstream.clip.archive;

import io.tagstream.clip.checkpoint.CheckpointTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/** What a TorchScript module's attribute can be. */
sealed interface Attribute {

    record Flag(boolean value) implements Attribute {}

    record Whole(long value) implements Attribute {}

    record Real(double value) implements Attribute {}

    /** Contiguous, row-major: the parts one after another. */
    record Tensor(List<Long> shape, List<Floats> parts) implements Attribute {

        public Tensor {
            shape = List.copyOf(shape);
            long count = shape.stream().reduce(1L, Math::multiplyExact);
            long given = parts.stream().mapToLong(Floats::count).sum();
            if (count != given) {
                throw new IllegalArgumentException("%d values for shape %s".formatted(given, shape));
            }
        }

        static Tensor of(CheckpointTensor tensor) {
            return new Tensor(tensor.shape(), List.of(Floats.of(tensor)));
        }

        /** A vector. */
        static Tensor of(float[] values) {
            return new Tensor(List.of((long) values.length), List.of(Floats.of(values)));
        }

        /** Tensors of one shape below each other. */
        static Tensor ofRows(List<CheckpointTensor> tensors) {
            List<Long> shape = new ArrayList<>(tensors.getFirst().shape());
            shape.set(0, tensors.size() * shape.getFirst());
            return new Tensor(shape, tensors.stream().map(Floats::of).toList());
        }

        long count() {
            return parts.stream().mapToLong(Floats::count).sum();
        }
    }

    /** A list of tensors with nothing in it, for the source to fill. */
    record NoTensors() implements Attribute {}

    /** An object of a class of the archive's source, which has to declare exactly these attributes. */
    record Module(String className, SequencedMap<String, Attribute> attributes) implements Attribute {}
}
