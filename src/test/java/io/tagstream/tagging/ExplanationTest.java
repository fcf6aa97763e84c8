package io.tagstream.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.clip.Embedding;
import io.tagstream.tagging.Competitor.Kind;
import io.tagstream.tagging.TagExplanation.Decision;
import io.tagstream.taxonomy.FacetKind;
import io.tagstream.taxonomy.FixedVectors;
import io.tagstream.taxonomy.LabelMatrix;
import io.tagstream.taxonomy.Taxonomies;
import io.tagstream.taxonomy.Taxonomy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** The example of docs/tagging.md. */
class ExplanationTest {

    private static final Taxonomy ANIMALS = Taxonomies.read("""
            name: animals
            templates: ["{}"]
            background: [a photo]
            facets:
              - id: animal
                kind: one-of
                limit: 10
                tags:
                  - cat
                  - dog
                  - {id: beagle, parent: dog, negatives: [a hot dog]}
                  - {id: dachshund, parent: dog}
                  - {id: poodle, parent: dog}
            """);

    /** In the order of the dimensions: a photo's values are its cosines. */
    private static final List<String> PROMPTS =
            List.of("cat", "dog", "a photo", "beagle", "dachshund", "poodle", "a hot dog");

    private static final FixedVectors ENCODER = new FixedVectors(PROMPTS.size(), axes());

    private final Tagger tagger =
            new Tagger(LabelMatrix.compile(ANIMALS, "model", ENCODER), Fitting.none("model"), 100);

    @Test
    void tellsLogOddsAndConfidencesOfEveryTag() {
        Explanation explanation = tagger.explain(photo(0.281f));

        assertThat(explanation.release()).isEqualTo(tagger.release());
        assertThat(explanation.tags())
                .extracting(
                        TagExplanation::tagId,
                        tag -> Math.round(tag.logOdds() * 100) / 100.0,
                        tag -> Math.round(tag.confidence() * 1000) / 1000.0,
                        TagExplanation::decision)
                .containsExactly(
                        Tuple.tuple("cat", -4.51, 0.011, Decision.SIBLING_WON),
                        Tuple.tuple("dog", 4.03, 0.982, Decision.GIVEN),
                        Tuple.tuple("beagle", 1.55, 0.811, Decision.GIVEN),
                        Tuple.tuple("dachshund", -2.73, 0.060, Decision.SIBLING_WON),
                        Tuple.tuple("poodle", -4.38, 0.012, Decision.SIBLING_WON));
    }

    @Test
    void tellsWhatATagHadToBeatMostSimilarFirst() {
        TagExplanation beagle = tagger.explain(photo(0.281f)).tag("beagle").orElseThrow();
        TagExplanation cat = tagger.explain(photo(0.281f)).tag("cat").orElseThrow();

        assertThat(beagle.parent()).hasValue("dog");
        assertThat(beagle.kind()).isEqualTo(FacetKind.ONE_OF);
        assertThat(beagle.cosine()).isEqualTo(0.281, within(1e-6));
        assertThat(beagle.logit()).isEqualTo(28.1, within(1e-5));
        assertThat(beagle.competitors())
                .extracting(Competitor::kind, Competitor::name)
                .containsExactly(
                        Tuple.tuple(Kind.PARENT, "dog"),
                        Tuple.tuple(Kind.SIBLING, "dachshund"),
                        Tuple.tuple(Kind.SIBLING, "poodle"),
                        Tuple.tuple(Kind.NEGATIVE, "a hot dog"));
        assertThat(beagle.competitors().getFirst().logit()).isEqualTo(26, within(1e-5));
        assertThat(beagle.moreCompetitors()).isZero();
        assertThat(cat.competitors())
                .extracting(Competitor::kind, Competitor::name)
                .containsExactly(Tuple.tuple(Kind.SIBLING, "dog"), Tuple.tuple(Kind.BACKGROUND, "a photo"));
    }

    @Test
    void tellsWhyAKindIsNotGiven() {
        TagExplanation vague = tagger.explain(photo(0.26f)).tag("beagle").orElseThrow();
        TagExplanation noDog = tagger.explain(new Embedding(new float[] {0.3f, 0.2f, 0.2f, 0.28f, 0, 0, 0}))
                .tag("beagle")
                .orElseThrow();

        assertThat(vague.decision()).isEqualTo(Decision.BELOW_THRESHOLD);
        assertThat(vague.confidence()).isEqualTo(0.982 * 0.366, within(1e-3));
        assertThat(noDog.decision()).isEqualTo(Decision.PARENT_MISSING);
        assertThat(noDog.confidence()).isLessThan(0.001);
    }

    @Test
    void ofManyCompetitorsOnlyTheStrongestAreTold() {
        String tags = IntStream.range(0, 30).mapToObj(i -> "t" + i).collect(Collectors.joining(", "));
        Taxonomy taxonomy = Taxonomies.read("""
                name: many
                background: [a photo]
                facets: [{id: one, kind: one-of, tags: [%s]}]
                """.formatted(tags));
        FixedVectors encoder = new FixedVectors(16, Map.of());
        Tagger many = new Tagger(LabelMatrix.compile(taxonomy, "model", encoder), Fitting.none("model"), 10);

        TagExplanation tag =
                many.explain(encoder.embedding("a photo of t3")).tag("t3").orElseThrow();

        assertThat(tag.competitors()).hasSize(10);
        assertThat(tag.moreCompetitors()).isEqualTo(20);
        assertThat(tag.competitors()).isSortedAccordingTo((a, b) -> Double.compare(b.logit(), a.logit()));
    }

    @Test
    void aTagsPromptsCanBeToldApart() {
        Taxonomy taxonomy = Taxonomies.read("""
                name: pets
                background: [a photo]
                facets: [{id: pet, kind: any-of, tags: [{id: dog, prompts: [cat, dog, beagle]}]}]
                """);

        List<PromptCosine> prompts = PromptCosine.of(taxonomy, "dog", photo(0.281f), ENCODER);

        assertThat(prompts).extracting(PromptCosine::prompt).containsExactly("beagle", "dog", "cat");
        assertThat(prompts.getFirst().cosine()).isEqualTo(0.281, within(1e-6));
    }

    private static Embedding photo(float beagle) {
        return new Embedding(new float[] {0.215f, 0.26f, 0.21f, beagle, 0.255f, 0.239f, 0});
    }

    private static Map<String, float[]> axes() {
        Map<String, float[]> axes = new HashMap<>();
        for (int i = 0; i < PROMPTS.size(); i++) {
            float[] axis = new float[PROMPTS.size()];
            axis[i] = 1;
            axes.put(PROMPTS.get(i), axis);
        }
        return axes;
    }
}
