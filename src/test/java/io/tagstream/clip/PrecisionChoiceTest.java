package io.tagstream.clip;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.clip.archive.Precision;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrecisionChoiceTest {

    @Test
    void autoTakesWhatTheHardwareMultiplies() {
        assertThat(PrecisionChoice.AUTO.on(true, Set.of("avx512_bf16"))).isEqualTo(Precision.FLOAT16);
        assertThat(PrecisionChoice.AUTO.on(false, Set.of("avx2", "avx512_bf16")))
                .isEqualTo(Precision.BFLOAT16);
        assertThat(PrecisionChoice.AUTO.on(false, Set.of("amx_bf16"))).isEqualTo(Precision.BFLOAT16);
        assertThat(PrecisionChoice.AUTO.on(false, Set.of("avx2", "avx512f"))).isEqualTo(Precision.FLOAT32);
    }

    @Test
    void whatIsAskedForIsTaken() {
        assertThat(PrecisionChoice.FLOAT32.on(true, Set.of("avx512_bf16"))).isEqualTo(Precision.FLOAT32);
        assertThat(PrecisionChoice.BFLOAT16.on(false, Set.of())).isEqualTo(Precision.BFLOAT16);
    }

    @Test
    void readsTheFirstProcessorsFlags() {
        List<String> cpuinfo =
                List.of("processor\t: 0", "flags\t\t: fpu avx2 avx512_bf16", "processor\t: 1", "flags\t\t: fpu");
        assertThat(PrecisionChoice.flags(cpuinfo)).containsExactlyInAnyOrder("fpu", "avx2", "avx512_bf16");
        assertThat(PrecisionChoice.flags(List.of("Features : fp asimd"))).isEmpty();
    }
}
