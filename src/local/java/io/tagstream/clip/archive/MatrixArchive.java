package io.tagstream.clip.archive;

import io.tagstream.clip.archive.Attribute.Module;
import io.tagstream.clip.archive.Attribute.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;

/** An archive that does nothing but multiply two matrices, to measure how fast that goes at best. */
public final class MatrixArchive {

    private static final String CODE = """
            class Matrices(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              a : Tensor
              b : Tensor

              # as often as the argument is long
              def multiply(self, times: Tensor) -> Tensor:
                y = torch.linear(self.a, self.b)
                for i in range(times.size(0) - 1):
                  y = torch.linear(self.a, self.b)
                return torch.to(y[0, 0], 6)
            """;

    private MatrixArchive() {}

    /** Writes one for (m, k) times (k, n), the second stored as (n, k) as in a linear map. */
    public static void write(Path file, Precision precision, int m, int k, int n) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        Module module = new ModuleFields()
                .tensor("a", matrix(m, k, random))
                .tensor("b", matrix(n, k, random))
                .of("Matrices");
        ModulePickle pickle = new ModulePickle(precision, module);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            AlignedZip zip = new AlignedZip(channel, ClipArchive.FOLDER);
            zip.add("data.pkl", pickle.bytes());
            zip.add("byteorder", "little".getBytes(StandardCharsets.UTF_8));
            zip.add(ClipSource.PATH, CODE.getBytes(StandardCharsets.UTF_8));
            List<Tensor> tensors = pickle.tensors();
            for (int i = 0; i < tensors.size(); i++) {
                Tensor tensor = tensors.get(i);
                zip.add("data/" + i, tensor.count() * precision.bytes, target -> write(tensor, precision, target));
            }
            zip.add("constants.pkl", ModulePickle.EMPTY_TUPLE);
            zip.add("version", "10\n".getBytes(StandardCharsets.UTF_8));
            zip.finish();
        }
    }

    private static Tensor matrix(int rows, int columns, SplittableRandom random) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return new Tensor(List.of((long) rows, (long) columns), List.of(Floats.of(values)));
    }

    private static void write(Tensor tensor, Precision precision, AlignedZip.Target target) throws IOException {
        for (Floats part : tensor.parts()) {
            part.copyTo((values, count) -> {
                ByteBuffer bytes = ByteBuffer.allocate(count * precision.bytes).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < count; i++) {
                    precision.encode(values[i], bytes);
                }
                target.write(bytes.flip());
            });
        }
    }
}
