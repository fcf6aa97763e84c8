package io.tagstream.clip;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.tagstream.clip.TorchModule.Input;
import io.tagstream.clip.archive.MatrixArchive;
import io.tagstream.clip.archive.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The fastest that libtorch multiplies matrices here: what a model could reach if it did nothing else. The best of a few
 * shapes, one of which is that of a large model's widest layer.
 */
public final class MatrixPeak {

    /** m, k, n: a batch of eight through ViT-L/14's first linear map, back again, and cubes. */
    private static final int[][] SHAPES = {
        {2056, 1024, 4096}, {2056, 4096, 1024}, {2048, 2048, 2048}, {4096, 4096, 4096}
    };

    private static final double SECONDS_EACH = 1.5;

    private MatrixPeak() {}

    /** Measures it, in floating-point operations a second. */
    public static double operationsPerSecond(Precision precision, ClipDevice device, int threads) throws IOException {
        Engine engine = TorchRuntime.start(threads);
        double best = 0;
        for (int[] shape : SHAPES) {
            best = Math.max(best, operationsPerSecond(engine, precision, device, shape));
        }
        return best;
    }

    private static double operationsPerSecond(Engine engine, Precision precision, ClipDevice device, int[] shape)
            throws IOException {
        Path file = Files.createTempFile("matrices-", ".pt");
        try {
            MatrixArchive.write(file, precision, shape[0], shape[1], shape[2]);
            try (TorchModule module = TorchModule.load(engine, file, TorchRuntime.device(device))) {
                seconds(module, 2);
                double once = Math.max(1e-6, seconds(module, 3) / 3);
                int times = (int) Math.max(3, SECONDS_EACH / 3 / once);
                double best = Double.MAX_VALUE;
                for (int i = 0; i < 3; i++) {
                    best = Math.min(best, seconds(module, times) / times);
                }
                return 2.0 * shape[0] * shape[1] * shape[2] / best;
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static double seconds(TorchModule module, int times) {
        long start = System.nanoTime();
        Input input = new Input(new Shape(times), DataType.INT64, to -> {});
        module.call("multiply", input, module.device(), NDArray::toFloatArray);
        return (System.nanoTime() - start) / 1e9;
    }
}
