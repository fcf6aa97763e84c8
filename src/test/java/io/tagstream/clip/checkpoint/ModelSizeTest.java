package io.tagstream.clip.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.clip.checkpoint.TextConfig.Pooling;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSizeTest {

    /** 427,616,513 with the logit scale, as transformers counts; 162 GFLOP a picture in the literature. */
    @Test
    void knowsTheLargeClip() {
        TowerConfig vision = new TowerConfig(24, 1024, 16, 4096, Activation.QUICK_GELU, 1e-5);
        TowerConfig text = new TowerConfig(12, 768, 12, 3072, Activation.QUICK_GELU, 1e-5);
        ModelSize size = ModelSize.of(new ClipConfig(
                Family.CLIP,
                new VisionConfig(vision, 224, 14),
                new TextConfig(text, 77, 49_408, new Pooling.FirstOf(49_407)),
                768));
        assertThat(size.parameters()).isEqualTo(427_616_512);
        assertThat(size.imageOperations() / 1e9).isCloseTo(162, within(0.5));
    }

    @ParameterizedTest
    @CsvSource({"clip-quickgelu, model", "siglip, model", "siglip2, model", "open-clip-quickgelu, open_clip_model"})
    void countsWhatIsInTheFile(String family, String weights) {
        Path snapshot = Path.of("src/test/resources/families").resolve(family);
        try (Safetensors file = Safetensors.open(snapshot.resolve(weights + ".safetensors"))) {
            long stored = file.names().stream()
                    .filter(name -> !name.startsWith("logit_"))
                    .mapToLong(name -> file.shape(name).stream().reduce(1L, Math::multiplyExact))
                    .sum();
            assertThat(ModelSize.of(Snapshot.read(snapshot).config()).parameters())
                    .isEqualTo(stored);
        }
    }
}
