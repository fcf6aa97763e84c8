package io.tagstream.clip;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/**
 * DJL's PyTorch engine, once per process. What is set here holds unless the same system property was set before, and
 * only where nothing else started the engine earlier.
 */
final class TorchRuntime {

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

    static Device device(Engine engine, String name) {
        return name.equals(ClipOptions.AUTO) ? engine.defaultDevice() : Device.fromName(name, engine);
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
