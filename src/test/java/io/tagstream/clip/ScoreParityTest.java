package io.tagstream.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.clip.archive.Precision;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Embeddings to logits, against transformers. */
class ScoreParityTest {

    @ParameterizedTest
    @MethodSource("io.tagstream.clip.GoldenModel#all")
    void logitsAreThoseOfTheReference(GoldenModel golden) {
        try (ClipModel model = Models.load(golden, Precision.FLOAT32)) {
            assertThat(model.head().scale()).isCloseTo(golden.logitScale(), within(1e-5));
            List<Embedding> pictures = model.embedImages(golden.pixels());
            List<Embedding> texts = model.embedTexts(golden.texts());
            for (int i = 0; i < pictures.size(); i++) {
                for (int j = 0; j < texts.size(); j++) {
                    assertThat(model.head().logit(pictures.get(i).cosine(texts.get(j))))
                            .as(
                                    "logit of picture %d and '%s'",
                                    i, golden.texts().get(j))
                            .isCloseTo(golden.logits().get(i).get(j).doubleValue(), within(1e-3));
                }
            }
        }
    }
}
