package io.tagstream.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.clip.Embedding;
import io.tagstream.failure.Failure;
import io.tagstream.taxonomy.FixedVectors;
import io.tagstream.taxonomy.LabelMatrix;
import io.tagstream.taxonomy.Taxonomies;
import io.tagstream.taxonomy.Taxonomy;
import java.util.HashMap;
import java.util.Map;
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
        assertThat(tagging.tags().getFirst().score()).isEqualTo((double) 0.25f);
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

        Tagging tagging = new Tagger(LabelMatrix.compile(twice, "model", encoder), LOGIT_SCALE).tag(photo);

        assertThat(tagging.tags())
                .usingRecursiveFieldByFieldElementComparatorOnFields("tagId", "score")
                .isEqualTo(tagger("kind: any-of").tag(photo).tags());
        assertThat(tagging.tags().getFirst().confidence())
                .isCloseTo(tagger("kind: any-of").tag(photo).tags().getFirst().confidence(), within(1e-12));
    }

    @Test
    void extremeLogitsStayProbabilities() {
        Tagger tagger = new Tagger(labels(Taxonomies.read(colours("kind: any-of"))), 1e6);

        Tagging tagging = tagger.tag(photo(1, -1, 0, 0));

        assertThat(tagging.tags()).extracting(AssignedTag::confidence).containsExactly(1.0, 0.5);
    }

    @Test
    void saysWhichModelAndTaxonomyItIsFrom() {
        Taxonomy taxonomy = Taxonomies.read(colours("kind: one-of"));
        LabelMatrix labels = labels(taxonomy);

        Tagging tagging = new Tagger(labels, LOGIT_SCALE).tag(photo(0, 0, 0, 1));

        assertThat(tagging.modelDigest()).isEqualTo("model");
        assertThat(tagging.version()).isEqualTo(labels.version());
    }

    @Test
    void refusesAnEmbeddingOfOtherDimensions() {
        Tagger tagger = tagger("kind: one-of");

        assertThatThrownBy(() -> tagger.tag(new Embedding(new float[768]))).isInstanceOf(Failure.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -100, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesALogitScaleThatIsNone(double scale) {
        LabelMatrix labels = labels(Taxonomies.read(colours("kind: one-of")));

        assertThatThrownBy(() -> new Tagger(labels, scale)).isInstanceOf(IllegalArgumentException.class);
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
        return new Tagger(labels(taxonomy), LOGIT_SCALE);
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
