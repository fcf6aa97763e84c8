package io.tagstream.clip;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.tagstream.clip.checkpoint.CheckpointException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A loaded TorchScript module, called by method: one tensor in, one out. Each call owns its tensors through a manager
 * of its own and frees them before it returns. Any number of threads may call; libtorch's modules are read-only when
 * nobody trains.
 */
final class TorchModule implements AutoCloseable {

    /** Of a cache line and of the widest vectors. */
    private static final long ALIGNMENT = 64;

    private final PtNDManager manager;
    private final PtSymbolBlock block;

    private TorchModule(PtNDManager manager, PtSymbolBlock block) {
        this.manager = manager;
        this.block = block;
    }

    static TorchModule load(Engine engine, Path archive, Device device) {
        PtNDManager manager = (PtNDManager) engine.newBaseManager(device);
        try {
            return new TorchModule(
                    manager, JniUtils.loadModule(manager, archive, true, new String[0], new String[0], false));
        } catch (EngineException e) {
            manager.close();
            throw new CheckpointException(archive, "is not loaded by libtorch: " + e.getMessage(), e);
        }
    }

    Device device() {
        return manager.getDevice();
    }

    /** A tensor to be made: {@code writer} fills it, row-major, in the processor's byte order. */
    record Input(Shape shape, DataType type, Consumer<ByteBuffer> writer) {}

    /** Runs a method with an input on {@code device}, which is where the method's attributes are, if it uses any. */
    <R> R call(String method, Input input, Device device, Function<PtNDArray, R> result) {
        // A setting of the calling thread, so it cannot be made once for all. With the optimiser on, each new shape is
        // compiled anew.
        JniUtils.setGraphExecutorOptimize(false);
        // A direct buffer would be freed by the garbage collector some day, and a photo is tens of megabytes.
        try (Arena arena = Arena.ofConfined();
                PtNDManager own = manager.newSubManager(device)) {
            ByteBuffer values =
                    arena.allocate(bytes(input), ALIGNMENT).asByteBuffer().order(ByteOrder.nativeOrder());
            input.writer.accept(values);
            try (IValue argument = IValue.from(own.create(values.rewind(), input.shape, input.type));
                    IValue returned = IValueUtils.runMethod(block, method, argument)) {
                return result.apply(returned.toTensor(own));
            }
        }
    }

    /** libtorch's caching allocator keeps freed blocks, of sizes that the next batch may not need. */
    void releaseMemory() {
        if (device().isGpu()) {
            JniUtils.emptyCudaCache();
        }
    }

    private static long bytes(Input input) {
        return Math.multiplyExact(input.shape.size(), input.type.getNumOfBytes());
    }

    @Override
    public void close() {
        block.close();
        manager.close();
    }
}
