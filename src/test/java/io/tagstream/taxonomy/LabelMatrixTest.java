package io.tagstream.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.clip.Embedding;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelMatrixTest {

    private static final String TWO_TEMPLATES = """
            name: pets
            templates:
              - a photo of {}
              - a drawing of {}
            background: [a photo]
            facets:
              - {id: subject, kind: any-of, tags: [dog]}
            """;

    @Test
    void aTagIsTheNormalisedMeanOfItsNormalisedPrompts() {
        FixedVectors encoder = new FixedVectors(
                2,
                Map.of(
                        "a photo of dog", new float[] {10, 0}, // not of unit length: must not outweigh the other
                        "a drawing of dog", new float[] {0, 1},
                        "a photo", new float[] {0, -2}));

        LabelMatrix labels = LabelMatrix.compile(Taxonomies.read(TWO_TEMPLATES), "model", encoder);

        float half = (float) Math.sqrt(0.5);
        assertThat(labels.row(0)).isEqualTo(new Embedding(new float[] {half, half}));
        assertThat(labels.row(1)).isEqualTo(new Embedding(new float[] {0, -1}));
    }

    @Test
    void rowsAreTheScoredTagsOfAFacetThenItsBackground() {
        LabelMatrix labels = compile(Taxonomies.read(Taxonomies.EVERYDAY), new FixedVectors(8, Map.of()));

        LabelBlock colour = labels.blocks().getFirst();
        LabelBlock subject = labels.blocks().getLast();
        assertThat(labels.rows()).isEqualTo(8);
        assertThat(colour.tags()).extracting(Tag::id).containsExactly("red", "dark-red", "light-red", "blue");
        assertThat(List.of(colour.firstRow(), colour.firstBackgroundRow(), colour.endRow()))
                .containsExactly(0, 4, 5);
        assertThat(List.of(subject.firstRow(), subject.firstBackgroundRow(), subject.endRow()))
                .containsExactly(5, 7, 8);
    }

    @Test
    void encodesEachDistinctPromptOnceAndInBatches() {
        String tags = IntStream.range(0, 100).mapToObj(i -> "t" + i).collect(Collectors.joining(", "));
        Taxonomy taxonomy = Taxonomies.read("""
                name: large
                background: [a photo]
                facets:
                  - {id: first, kind: any-of, tags: [%s]}
                  - {id: second, kind: any-of, tags: [{id: again, words: [t1, t2]}]}
                """.formatted(tags));
        FixedVectors encoder = new FixedVectors(8, Map.of());

        compile(taxonomy, encoder);

        assertThat(encoder.batches()).extracting(List::size).containsExactly(64, 37);
        assertThat(encoder.batches().stream().flatMap(List::stream)).doesNotHaveDuplicates();
    }

    @Test
    void cosinesAreTheDotProductsInFloat64() {
        Random random = new Random(3);
        LabelMatrix labels = compile(Taxonomies.read(Taxonomies.EVERYDAY), new FixedVectors(768, Map.of()));
        Embedding photo = FixedVectors.direction(random, 768);

        double[] cosines = labels.cosines(photo);

        for (int row = 0; row < labels.rows(); row++) {
            assertThat(cosines[row]).isEqualTo(photo.cosine(labels.row(row)), within(1e-12));
        }
    }

    @Test
    void knowsWhatItWasMadeForAndRefusesAnother() {
        Taxonomy taxonomy = Taxonomies.read(Taxonomies.EVERYDAY);
        LabelMatrix labels = LabelMatrix.compile(taxonomy, "sha-of-model", new FixedVectors(8, Map.of()));

        labels.requireModel("sha-of-model");

        assertThat(labels.version()).isEqualTo(TaxonomyVersion.of(taxonomy));
        assertThatThrownBy(() -> labels.requireModel("another"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.MODEL_INVALID))
                .hasMessageContainingAll(
                        "sha-of-model", "another", labels.version().shortForm());
        assertThatThrownBy(() -> labels.cosines(new Embedding(new float[512])))
                .hasMessage("an embedding of 512 dimensions met a label matrix of 8");
    }

    @Test
    void refusesAnEmbeddingThatIsNotMadeOfNumbers() {
        LabelMatrix labels = compile(Taxonomies.read(Taxonomies.EVERYDAY), new FixedVectors(2, Map.of()));

        for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> labels.cosines(new Embedding(new float[] {broken, 0})))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.ENCODER_FAILED));
        }
    }

    @Test
    void refusesAnEncoderThatCountsWronglyOrGivesNoDirection() {
        Taxonomy taxonomy = Taxonomies.read(TWO_TEMPLATES);

        assertThatThrownBy(() -> compile(taxonomy, prompts -> List.of()))
                .hasMessageContaining("3 prompts gave 0 embeddings");
        assertThatThrownBy(() -> compile(taxonomy, LabelMatrixTest::zeros))
                .hasMessageContaining("\"a photo of dog\" has no direction");
        assertThatThrownBy(() -> compile(taxonomy, LabelMatrixTest::growing))
                .hasMessageContaining("differ in dimensions");
    }

    private static LabelMatrix compile(Taxonomy taxonomy, TextEncoder encoder) {
        return LabelMatrix.compile(taxonomy, "model", encoder);
    }

    private static List<Embedding> zeros(List<String> prompts) {
        return prompts.stream().map(prompt -> new Embedding(new float[2])).toList();
    }

    private static List<Embedding> growing(List<String> prompts) {
        return prompts.stream()
                .map(prompt -> new Embedding(new float[prompt.length()]))
                .toList();
    }
}
