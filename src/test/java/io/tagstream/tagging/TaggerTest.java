package io.tagstream.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.clip.Embedding;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.taxonomy.FixedVectors;
import io.tagstream.taxonomy.LabelMatrix;
import io.tagstream.taxonomy.Taxonomies;
import io.tagstream.taxonomy.Taxonomy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaggerTest {

    private static final double LOGIT_SCALE = 100;

    /** One dimension per label, so that a photo's values are its cosines. */
    private static final Map<String, float[]> AXES = Map.of(
            "red", new float[] {1, 0, 0, 0},
            "blue", new float[] {0, 1, 0, 0},
            "green", new float[] {0, 0, 1, 0},
            "nothing", new float[] {0, 0, 0, 1});

    @Test
    void oneOfGivesTheMostProbableTag() {
        Tagging tagging = tagger("kind: one-of").tag(photo(0.25f, 0.24f, 0.1f, 0.2f));

        assertThat(tagging.tags()).extracting(AssignedTag::tagId).containsExactly("red");
        assertThat(tagging.tags().getFirst().score()).hasValue(0.25f);
        assertThat(tagging.tags().getFirst().confidence()).isBetween(0.7, 0.75);
    }

    @Test
    void oneOfGivesNothingThatTheBackgroundBeats() {
        Tagging tagging = tagger("kind: one-of, threshold: 0.01").tag(photo(0.24f, 0.1f, 0.1f, 0.25f));

        assertThat(tagging.nothingFits()).isTrue();
    }

    @Test
    void oneOfGivesNothingBelowTheThreshold() {
        Tagging tagging = tagger("kind: one-of, threshold: 0.75").tag(photo(0.25f, 0.24f, 0.1f, 0.1f));

        assertThat(tagging.nothingFits()).isTrue();
    }

    @Test
    void oneOfDoesNotPassOverTheWinnerForATagThatIsEasierToReach() {
        Taxonomy taxonomy = Taxonomies.read("""
                name: colours
                templates: ["{}"]
                background: [nothing]
                facets:
                  - {id: colour, kind: one-of, threshold: 0.9, tags: [red, {id: blue, threshold: 0.1}, green]}
                """);

        Tagging tagging = tagger(taxonomy).tag(photo(0.25f, 0.24f, 0.1f, 0.1f));

        assertThat(tagging.nothingFits()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-of", "any-of"})
    void aFacetWhoseTagsAreAllRetiredGivesNothing(String kind) {
        Taxonomy taxonomy = Taxonomies.read("""
                name: colours
                background: [nothing]
                facets:
                  - {id: colour, kind: %s, tags: [{id: red, active: false}]}
                """.formatted(kind));

        Tagging tagging = tagger(taxonomy).tag(photo(1, 0, 0, 0));

        assertThat(tagging.nothingFits()).isTrue();
    }

    @Test
    void equalTagsAreToldApartById() {
        Tagging tagging = tagger("kind: one-of, threshold: 0.1").tag(photo(0.2f, 0.25f, 0.25f, 0.1f));

        assertThat(tagging.tags()).extracting(AssignedTag::tagId).containsExactly("blue");
    }

    @Test
    void anyOfGivesEveryTagThatBeatsTheBackgroundMostConfidentFirst() {
        Tagging tagging = tagger("kind: any-of").tag(photo(0.21f, 0.25f, 0.19f, 0.2f));

        assertThat(tagging.tags()).extracting(AssignedTag::tagId).containsExactly("blue", "red");
        assertThat(tagging.tags()).extracting(AssignedTag::facetId).containsOnly("colour");
    }

    @Test
    void anyOfGivesNoMoreThanItsLimit() {
        Tagging tagging = tagger("kind: any-of, limit: 1").tag(photo(0.22f, 0.25f, 0.19f, 0.2f));

        assertThat(tagging.tags()).extracting(AssignedTag::tagId).containsExactly("blue");
    }

    @Test
    void aBackgroundPromptThatSaysTheSameAgainChangesNoConfidence() {
        Embedding photo = photo(0.21f, 0.25f, 0.19f, 0.2f);
        Taxonomy twice = Taxonomies.read(colours("kind: any-of").replace("[nothing]", "[nothing, nothing at all]"));
        FixedVectors encoder = new FixedVectors(4, with("nothing at all", AXES.get("nothing")));

        Tagging tagging =
                new Tagger(LabelMatrix.compile(twice, "model", encoder), Fitting.none("model"), LOGIT_SCALE).tag(photo);

        assertThat(tagging.tags())
                .usingRecursiveFieldByFieldElementComparatorOnFields("tagId", "score")
                .isEqualTo(tagger("kind: any-of").tag(photo).tags());
        assertThat(tagging.tags().getFirst().confidence())
                .isCloseTo(tagger("kind: any-of").tag(photo).tags().getFirst().confidence(), within(1e-12));
    }

    @Test
    void extremeLogitsStayProbabilities() {
        Tagger tagger = new Tagger(labels(Taxonomies.read(colours("kind: any-of"))), Fitting.none("model"), 1e6);

        Tagging tagging = tagger.tag(photo(1, -1, 0, 0));

        assertThat(tagging.tags()).extracting(AssignedTag::confidence).containsExactly(1.0, 0.5);
    }

    @Test
    void belowATagItsKindsCompeteOnceItHolds() {
        Taxonomy taxonomy = Taxonomies.read("""
                name: colours
                templates: ["{}"]
                background: [nothing]
                facets:
                  - id: colour
                    kind: any-of
                    tags:
                      - {id: red, children: {kind: one-of}}
                      - {id: blue, parent: red}
                      - {id: green, parent: red}
                """);
        Tagger tagger = tagger(taxonomy);

        List<AssignedTag> tags = tagger.tag(photo(0.24f, 0.27f, 0.25f, 0.2f)).tags();
        Tagging unclear = tagger.tag(photo(0.24f, 0.245f, 0.25f, 0.2f));
        Tagging withoutParent = tagger.tag(photo(0.19f, 0.27f, 0.25f, 0.2f));

        double red = 1 / (1 + Math.exp(-4));
        double blue = Math.exp(27) / (Math.exp(27) + Math.exp(25) + Math.exp(24));
        assertThat(tags).extracting(AssignedTag::tagId).containsExactly("red", "blue");
        assertThat(tags.getFirst().confidence()).isEqualTo(red, within(1e-5));
        assertThat(tags.getLast().confidence()).isEqualTo(red * blue, within(1e-5));
        assertThat(unclear.tags()).extracting(AssignedTag::tagId).containsExactly("red");
        assertThat(withoutParent.nothingFits()).isTrue();
    }

    @Test
    void theTagAboveStandsForNoneOfItsKindsInParticular() {
        Taxonomy taxonomy = Taxonomies.read("""
                name: colours
                templates: ["{}"]
                background: [nothing]
                threshold: 0.01
                facets:
                  - {id: colour, kind: one-of, limit: 5, tags: [red, {id: blue, parent: red}, {id: green, parent: red}]}
                """);

        Tagging tagging = tagger(taxonomy).tag(photo(0.25f, 0.24f, 0.1f, 0.2f));

        assertThat(tagging.tags()).extracting(AssignedTag::tagId).containsExactly("red");
    }

    @Test
    void aTagHasToBeatWhatItIsMistakenFor() {
        Taxonomy taxonomy = Taxonomies.read("""
                name: colours
                templates: ["{}"]
                background: [nothing]
                facets:
                  - {id: any, kind: any-of, tags: [{id: red, negatives: [blue]}]}
                  - {id: one, kind: one-of, threshold: 0.01, tags: [{id: green, negatives: [blue]}]}
                """);
        Tagger tagger = tagger(taxonomy);

        Tagging clear = tagger.tag(photo(0.25f, 0.2f, 0.25f, 0.2f));
        Tagging mistaken = tagger.tag(photo(0.25f, 0.26f, 0.25f, 0.2f));

        assertThat(clear.tags()).extracting(AssignedTag::tagId).containsExactlyInAnyOrder("red", "green");
        assertThat(mistaken.nothingFits()).isTrue();
    }

    @Test
    void aLearnedTagGoesByItsWeightsAndLeavesTheOthersTheSoftmax() {
        Fitting fitting = new Fitting(
                "model", Map.of(), Map.of("red", new LearnedTag(new float[] {-10, 0, 0, 0}, -1, 8, 1, 0.1)));
        Tagger tagger = new Tagger(labels(Taxonomies.read(colours("kind: one-of"))), fitting, LOGIT_SCALE);

        List<AssignedTag> red = tagger.tag(photo(-0.4f, 0.1f, 0.1f, 0.2f)).tags();
        List<AssignedTag> blue = tagger.tag(photo(0.9f, 0.25f, 0, 0.2f)).tags();

        assertThat(red)
                .extracting(AssignedTag::tagId, AssignedTag::origin)
                .containsExactly(tuple("red", Origin.LEARNED));
        assertThat(red.getFirst().confidence()).isEqualTo(1 / (1 + Math.exp(-3)), within(1e-6));
        assertThat(red.getFirst().score().orElseThrow()).isEqualTo(-0.4, within(1e-6));
        assertThat(blue).extracting(AssignedTag::tagId).containsExactly("blue");
        assertThat(blue.getFirst().confidence()).isEqualTo(1 / (1 + Math.exp(-5)), within(1e-6));
    }

    @Test
    void aCalibrationMovesTheConfidence() {
        Calibration cautious = new Calibration(Calibration.Origin.CORRECTIONS, 0.5, -1, 50);
        Tagger tagger = new Tagger(
                labels(Taxonomies.read(colours("kind: any-of"))),
                new Fitting("model", Map.of("red", cautious), Map.of()),
                LOGIT_SCALE);

        List<AssignedTag> tags = tagger.tag(photo(0.26f, 0.21f, 0, 0.2f)).tags();

        assertThat(tags).extracting(AssignedTag::tagId).containsExactly("red", "blue");
        assertThat(tags.getFirst().confidence()).isEqualTo(1 / (1 + Math.exp(-2)), within(1e-5));
        assertThat(tagger.tag(photo(0.21f, 0, 0, 0.2f)).nothingFits()).isTrue();
        assertThat(tagger.logOdds(photo(0.26f, 0.21f, 0, 0.2f)).get("red")).isEqualTo(6, within(1e-5));
    }

    @Test
    void aPhotoGetsNoMoreThanTheTaxonomyAllowsAndNoKindWithoutWhatItIsAKindOf() {
        Taxonomy taxonomy = Taxonomies.read("""
                name: colours
                templates: ["{}"]
                background: [nothing]
                limit: 2
                facets:
                  - {id: one, kind: one-of, limit: 5, tags: [red, {id: a-blue, parent: red, words: [blue]}]}
                  - {id: any, kind: any-of, tags: [{id: a-green, words: [green]}]}
                """);

        Tagging tagging = tagger(taxonomy).tag(photo(0.9f, 1.8f, 1, 0));

        assertThat(tagging.tags()).extracting(AssignedTag::confidence).containsExactly(1.0, 1.0);
        assertThat(tagging.tags()).extracting(AssignedTag::tagId).containsExactly("a-green", "red");
    }

    @Test
    void saysWhichReleaseItIsFrom() {
        Taxonomy taxonomy = Taxonomies.read(colours("kind: one-of"));
        LabelMatrix labels = labels(taxonomy);

        Tagging tagging = new Tagger(labels, Fitting.none("model"), LOGIT_SCALE).tag(photo(0, 0, 0, 1));

        assertThat(tagging.release()).isEqualTo(new ReleaseId(labels.version(), "model", Optional.empty()));
    }

    @Test
    void refusesAnEmbeddingOfOtherDimensions() {
        Tagger tagger = tagger("kind: one-of");

        assertThatThrownBy(() -> tagger.tag(new Embedding(new float[768]))).isInstanceOf(Failure.class);
    }

    @Test
    void refusesEmbeddingsThatAreNotMadeOfNumbers() {
        Tagger tagger = tagger("kind: one-of");

        for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> tagger.tag(new float[] {1, 0, 0, 0, 0, broken, 0, 0}, 2))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.ENCODER_FAILED));
        }
    }

    @Test
    void refusesAFittingOfAnotherModelOrOfOtherDimensions() {
        LabelMatrix labels = labels(Taxonomies.read(colours("kind: one-of")));
        Fitting shorter = new Fitting("model", Map.of(), Map.of("red", new LearnedTag(new float[3], 0, 8, 1, 0)));

        assertThatThrownBy(() -> new Tagger(labels, Fitting.none("another"), LOGIT_SCALE))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> new Tagger(labels, shorter, LOGIT_SCALE)).hasMessageContaining("red");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -100, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesALogitScaleThatIsNone(double scale) {
        LabelMatrix labels = labels(Taxonomies.read(colours("kind: one-of")));

        assertThatThrownBy(() -> new Tagger(labels, Fitting.none("model"), scale))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String colours(String facet) {
        return """
                name: colours
                templates: ["{}"]
                background: [nothing]
                facets:
                  - {id: colour, %s, tags: [red, blue, green]}
                """.formatted(facet);
    }

    private static Tagger tagger(String facet) {
        return tagger(Taxonomies.read(colours(facet)));
    }

    private static Tagger tagger(Taxonomy taxonomy) {
        return new Tagger(labels(taxonomy), Fitting.none("model"), LOGIT_SCALE);
    }

    private static LabelMatrix labels(Taxonomy taxonomy) {
        return LabelMatrix.compile(taxonomy, "model", new FixedVectors(4, AXES));
    }

    private static Embedding photo(float red, float blue, float green, float nothing) {
        return new Embedding(new float[] {red, blue, green, nothing});
    }

    private static Map<String, float[]> with(String prompt, float[] vector) {
        Map<String, float[]> vectors = new HashMap<>(AXES);
        vectors.put(prompt, vector);
        return vectors;
    }
}
