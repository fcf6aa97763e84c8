package io.tagstream.clip;

import ai.djl.engine.EngineException;
import io.tagstream.clip.batch.Trouble;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an exception of libtorch means. DJL knows one class for all of them, so that only the message tells: libtorch's own for its
 * allocators, and the names and sentences of CUDA's, cuBLAS' and cuDNN's status codes, which libtorch passes on.
 */
public final class TorchFailure {

    /** Of the processor's allocator, of CUDA's, and of the libraries that have memory of their own. */
    private static final Pattern OUT_OF_MEMORY = Pattern.compile(
            "out of memory|can't allocate memory|not enough memory|bad_alloc|cudaErrorMemoryAllocation"
                    + "|(CUBLAS|CUDNN|CUFFT|CUSOLVER)_STATUS_ALLOC_FAILED",
            Pattern.CASE_INSENSITIVE);

    /**
     * Every other error of CUDA or its libraries. Most leave the process' CUDA context unusable for good. Those that do not, such as
     * "no kernel image is available", would meet each photo alike. No photo can cause one: they all have the same shape.
     */
    private static final Pattern BROKEN = Pattern.compile(
            "CUDA( driver| runtime)? error|cudaError\\w+|(cuBLAS|cuDNN) error|(CUBLAS|CUDNN|CUFFT|CUSOLVER)_STATUS_\\w+"
                    + "|illegal memory access|device-side assert|unspecified launch failure|uncorrectable ECC"
                    + "|No CUDA GPUs are available|Found no NVIDIA driver",
            Pattern.CASE_INSENSITIVE);

    private TorchFailure() {}

    /** What {@code failure} means for the next batch; what does not come from libtorch is the item's. */
    public static Trouble troubleOf(Throwable failure) {
        Optional<String> message = message(failure);
        if (message.filter(text -> OUT_OF_MEMORY.matcher(text).find()).isPresent()) {
            return Trouble.TOO_LARGE;
        }
        return message.filter(text -> BROKEN.matcher(text).find()).isPresent() ? Trouble.BROKEN : Trouble.ITEM;
    }

    /** The line that says what happened, of the page that libtorch says: the rest is its own source code. */
    public static String sentence(Throwable failure) {
        String all = message(failure).orElseGet(() -> String.valueOf(failure.getMessage()));
        return all.lines()
                .filter(line -> OUT_OF_MEMORY.matcher(line).find()
                        || BROKEN.matcher(line).find())
                .findFirst()
                .or(() -> all.lines().findFirst())
                .map(line -> line.strip().replaceFirst("^(\\w|\\.)*(Error|Exception): ", ""))
                .orElse(all);
    }

    private static Optional<String> message(Throwable failure) {
        return Stream.iterate(failure, e -> e != null, Throwable::getCause)
                .filter(EngineException.class::isInstance)
                .map(e -> String.valueOf(e.getMessage()))
                .findFirst();
    }
}
