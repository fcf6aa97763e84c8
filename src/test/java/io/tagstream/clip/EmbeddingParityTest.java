package io.tagstream.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.clip.archive.Precision;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pixels and texts to embeddings, against transformers. */
class EmbeddingParityTest {

    @ParameterizedTest
    @MethodSource("io.tagstream.clip.GoldenModel#all")
    void picturesAreEmbeddedAsTheReferenceDoes(GoldenModel golden) {
        try (ClipModel model = Models.load(golden, Precision.FLOAT32)) {
            assertClose(model.embedImages(golden.pixels()), golden.imageEmbeddings());
        }
    }

    @ParameterizedTest
    @MethodSource("io.tagstream.clip.GoldenModel#all")
    void textsAreEmbeddedAsTheReferenceDoes(GoldenModel golden) {
        try (ClipModel model = Models.load(golden, Precision.FLOAT32)) {
            assertClose(model.embedTexts(golden.texts()), golden.textEmbeddings());
        }
    }

    @ParameterizedTest
    @MethodSource("io.tagstream.clip.GoldenModel#all")
    void neighboursInABatchChangeNothing(GoldenModel golden) {
        try (ClipModel model = Models.load(golden, Precision.FLOAT32)) {
            List<Embedding> alone = golden.texts().stream()
                    .map(text -> model.embedTexts(List.of(text)).getFirst())
                    .toList();
            assertClose(alone, golden.textEmbeddings());
            assertClose(
                    model.embedImages(golden.pixels().subList(1, 2)),
                    golden.imageEmbeddings().subList(1, 2));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"BFLOAT16", "FLOAT16"})
    void halfPrecisionPointsTheSameWay(Precision precision) {
        GoldenModel golden = GoldenModel.tinyClip();
        try (ClipModel model = Models.load(golden, precision)) {
            assertSameDirection(model.embedImages(golden.pixels()), golden.imageEmbeddings());
            assertSameDirection(model.embedTexts(golden.texts()), golden.textEmbeddings());
        }
    }

    private static void assertClose(List<Embedding> actual, List<Embedding> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        float worst = 0;
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).dimensions()).isEqualTo(expected.get(i).dimensions());
            for (int j = 0; j < actual.get(i).dimensions(); j++) {
                worst = Math.max(
                        worst,
                        Math.abs(actual.get(i).values()[j] - expected.get(i).values()[j]));
            }
        }
        assertThat(worst).as("largest difference of a value").isLessThan(1e-5f);
    }

    private static void assertSameDirection(List<Embedding> actual, List<Embedding> expected) {
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).cosine(expected.get(i)))
                    .as("cosine of row " + i)
                    .isCloseTo(1, within(1e-3));
        }
    }
}
