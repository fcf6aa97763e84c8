package io.tagstream.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.clip.Embedding;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    void rowsAreTheScoredTagsOfAFacetThenTheirNegativesThenItsBackground() {
        Taxonomy taxonomy = Taxonomies.read("""
                name: pets
                background: [a photo]
                facets:
                  - id: colour
                    kind: one-of
                    tags:
                      - red
                      - {id: dark-red, parent: red, negatives: [a sunset, wine]}
                      - {id: gone, active: false, negatives: [nothing]}
                      - {id: blue, negatives: [the sky]}
                  - {id: subject, kind: any-of, background: [a thing, a place], tags: [dog]}
                """);
        FixedVectors encoder = new FixedVectors(8, Map.of());

        LabelMatrix labels = compile(taxonomy, encoder);

        LabelBlock colour = labels.blocks().getFirst();
        LabelBlock subject = labels.blocks().getLast();
        assertThat(colour.tags()).extracting(Tag::id).containsExactly("red", "dark-red", "blue");
        assertThat(colour.negatives()).containsExactly(new RowRange(3, 3), new RowRange(3, 5), new RowRange(5, 6));
        assertThat(colour.backgroundRows()).isEqualTo(new RowRange(6, 7));
        assertThat(subject.firstRow()).isEqualTo(7);
        assertThat(subject.backgroundRows()).isEqualTo(new RowRange(8, 10));
        assertThat(labels.rowCount()).isEqualTo(10);
        assertThat(labels.row(1).cosine(encoder.embedding("a photo of dark red")))
                .isEqualTo(1, within(1e-6));
        assertThat(labels.row(4).cosine(encoder.embedding("wine"))).isEqualTo(1, within(1e-6));
        assertThat(labels.row(9).cosine(encoder.embedding("a place"))).isEqualTo(1, within(1e-6));
    }

    @Test
    void isMadeOfItsRowsAgainBitForBit() {
        Taxonomy taxonomy = Taxonomies.read(Taxonomies.EVERYDAY);
        LabelMatrix labels = compile(taxonomy, new FixedVectors(8, Map.of()));

        LabelMatrix again = LabelMatrix.of(taxonomy, "model", labels.rows());

        assertThat(again.rows()).isEqualTo(labels.rows());
        assertThat(again.dimensions()).isEqualTo(8);
        assertThat(again.version()).isEqualTo(labels.version());
        assertThat(again.blocks()).isEqualTo(labels.blocks());
    }

    @Test
    void refusesRowsThatCannotBeOfTheTaxonomy() {
        Taxonomy taxonomy = Taxonomies.read(Taxonomies.EVERYDAY);
        float[] rows = compile(taxonomy, new FixedVectors(8, Map.of())).rows();
        float[] broken = rows.clone();
        broken[3] = Float.NaN;

        assertThatThrownBy(() -> LabelMatrix.of(taxonomy, "model", Arrays.copyOf(rows, rows.length - 1)))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> LabelMatrix.of(taxonomy, "model", new float[0]))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> LabelMatrix.of(taxonomy, "model", broken)).hasMessageContaining("NaN");
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
