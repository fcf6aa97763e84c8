package io.tagstream.clip;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/**
 * DJL's PyTorch engine, once per process. What is set here holds unless the same system property was set before, and
 * only where nothing else started the engine earlier.
 */
final class TorchRuntime {

    /** As DJL calls it: libtorch is one for CUDA, and the driver is there. */
    private static final String CUDA = "CUDA";

    /** More than any machine has. */
    private static final int MOST_GPUS = 64;

    private TorchRuntime() {}

    /** Starts libtorch, from the class path or from PYTORCH_LIBRARY_PATH, never from the network. */
    static synchronized Engine start(int intraOpThreads) {
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("OPT_OUT_TRACKING", "true");
        // One operation at a time: the graph has no branches worth it, and the pool would only take cores from
        // decoding.
        setUnlessSet("ai.djl.pytorch.num_interop_threads", "1");
        setUnlessSet("ai.djl.pytorch.graph_optimizer", "false");
        Engine engine = Engine.getEngine("PyTorch");
        if (intraOpThreads > 0 && intraOpThreads != JniUtils.getNumThreads()) {
            JniUtils.setNumThreads(intraOpThreads);
        }
        return engine;
    }

    /** GPUs are only touched where the choice needs them: each one that is takes some hundred megabytes. */
    static List<ClipDevice> devices(Engine engine, DeviceChoice choice) {
        return choice.devices(choice.equals(DeviceChoice.CPU) ? 0 : gpus(engine));
    }

    /**
     * How many GPUs libtorch can use, by trying them. DJL would count by CUDA's runtime library, which it finds only where the
     * system's loader does, while libtorch brings its own.
     */
    private static int gpus(Engine engine) {
        int count = 0;
        if (engine.hasCapability(CUDA)) {
            while (count < MOST_GPUS && isUsable(engine, count)) {
                count++;
            }
        }
        return count;
    }

    private static boolean isUsable(Engine engine, int gpu) {
        try (NDManager manager = engine.newBaseManager(Device.gpu(gpu))) {
            manager.zeros(new Shape(1));
            return true;
        } catch (EngineException e) {
            return false;
        }
    }

    static Device device(ClipDevice device) {
        return device.isGpu() ? Device.gpu(device.index()) : Device.cpu();
    }

    static ClipDevice device(Device device) {
        return device.isGpu() ? ClipDevice.gpu(device.getDeviceId()) : ClipDevice.CPU;
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
