package io.tagstream.clip;

import io.tagstream.clip.archive.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The precision that somebody asked for, which may be "the best for where the model runs". */
public enum PrecisionChoice {
    /** float16 on a GPU; bfloat16 on a processor that multiplies it (avx512_bf16, AMX), float32 on one that does not. */
    AUTO,
    FLOAT32,
    BFLOAT16,
    FLOAT16;

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final List<String> BFLOAT16_FLAGS = List.of("avx512_bf16", "amx_bf16");

    /** What it comes to. */
    public Precision on(boolean gpu) {
        return on(gpu, processorFlags());
    }

    /**
     * What it comes to.
     *
     * @param flags the processor's features, as Linux names them
     */
    Precision on(boolean gpu, Set<String> flags) {
        return switch (this) {
            case FLOAT32 -> Precision.FLOAT32;
            case BFLOAT16 -> Precision.BFLOAT16;
            case FLOAT16 -> Precision.FLOAT16;
            case AUTO -> {
                if (gpu) {
                    yield Precision.FLOAT16;
                }
                yield multipliesBfloat16(flags) ? Precision.BFLOAT16 : Precision.FLOAT32;
            }
        };
    }

    /** Whether this machine's processor has instructions for bfloat16, rather than converting it. */
    static boolean multipliesBfloat16() {
        return multipliesBfloat16(processorFlags());
    }

    private static boolean multipliesBfloat16(Set<String> flags) {
        return BFLOAT16_FLAGS.stream().anyMatch(flags::contains);
    }

    /** Empty where the system does not say, as on macOS. */
    private static Set<String> processorFlags() {
        try {
            return flags(Files.readAllLines(PROCESSORS));
        } catch (IOException e) {
            return Set.of();
        }
    }

    /** Of the first processor: {@code flags : fpu vme …}. */
    static Set<String> flags(List<String> cpuinfo) {
        Optional<String> line =
                cpuinfo.stream().filter(text -> text.startsWith("flags")).findFirst();
        return line.map(text -> Set.copyOf(Arrays.asList(
                        text.substring(text.indexOf(':') + 1).strip().split("\\s+"))))
                .orElse(Set.of());
    }
}
