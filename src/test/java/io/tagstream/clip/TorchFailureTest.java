package io.tagstream.clip;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import io.tagstream.clip.batch.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchFailureTest {

    /** Messages as libtorch 2.7 has them, cut where they become long. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
                    TOO_LARGE | CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 79.11 GiB of which 1.1 GiB is free.
                    TOO_LARGE | CUDA error: out of memory
                    TOO_LARGE | CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`
                    TOO_LARGE | cuDNN error: CUDNN_STATUS_ALLOC_FAILED
                    TOO_LARGE | [enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 4096 bytes. Error code 12 (Cannot allocate memory)
                    TOO_LARGE | std::bad_alloc
                    BROKEN    | CUDA error: an illegal memory access was encountered
                    BROKEN    | CUDA error: device-side assert triggered
                    BROKEN    | CUDA error: unspecified launch failure
                    BROKEN    | CUDA error: uncorrectable ECC error encountered
                    BROKEN    | CUDA error: unknown error
                    BROKEN    | CUDA error: no kernel image is available for execution on the device
                    BROKEN    | CUDA driver error: invalid argument
                    BROKEN    | CUDA error: CUBLAS_STATUS_EXECUTION_FAILED when calling `cublasGemmEx(...)`
                    BROKEN    | cuDNN error: CUDNN_STATUS_EXECUTION_FAILED
                    BROKEN    | cudaErrorUnknown
                    BROKEN    | No CUDA GPUs are available
                    ITEM      | Expected 4-dimensional input for 4-dimensional weight
                    ITEM      | The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1
                    """)
    void knowsWhatLibtorchMeans(Trouble trouble, String message) {
        assertThat(TorchFailure.troubleOf(new EngineException(message))).isEqualTo(trouble);
    }

    @Test
    void looksIntoWhatTheInterpreterWraps() {
        String message = """
                The following operation failed in the TorchScript interpreter.
                Traceback of TorchScript, serialized code (most recent call last):
                  File "code/__torch__/clip.py", line 12, in encode_image
                RuntimeError: CUDA error: an illegal memory access was encountered
                CUDA kernel errors might be asynchronously reported at some other API call, so the stacktrace below might be incorrect.
                """;
        assertThat(TorchFailure.troubleOf(new IllegalStateException(new EngineException(message))))
                .isEqualTo(Trouble.BROKEN);
        assertThat(TorchFailure.sentence(new IllegalStateException(new EngineException(message))))
                .isEqualTo("CUDA error: an illegal memory access was encountered");
    }

    @Test
    void saysTheFirstLineOfWhatItDoesNotKnow() {
        assertThat(TorchFailure.sentence(new EngineException("a surprise\nframe #0: somewhere")))
                .isEqualTo("a surprise");
        assertThat(TorchFailure.sentence(new IllegalStateException("closed"))).isEqualTo("closed");
    }

    @Test
    void believesOnlyLibtorch() {
        assertThat(TorchFailure.troubleOf(new IllegalArgumentException("CUDA error: out of memory")))
                .isEqualTo(Trouble.ITEM);
    }
}
