package io.tagstream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.clip.Embedding;
import io.tagstream.tagging.AssignedTag;
import io.tagstream.tagging.Fitting;
import io.tagstream.tagging.Tagger;
import io.tagstream.taxonomy.Facet;
import io.tagstream.taxonomy.FixedVectors;
import io.tagstream.taxonomy.LabelMatrix;
import io.tagstream.taxonomy.Tag;
import io.tagstream.taxonomy.Taxonomy;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Random photos, by labels of random directions. */
class TagScorerTest {

    private static final String MODEL = "model";
    private static final int DIMENSIONS = 6;
    private static final double LOGIT_SCALE = 6;
    private static final double ALWAYS = 1e-12;

    private final LabelMatrix labels = LabelMatrix.compile(Zoo.TAXONOMY, MODEL, new FixedVectors(DIMENSIONS, Map.of()));

    @RepeatedTest(40)
    void saysWhatTheTaggerGivesAndWhatOtherThresholdsWould(RepetitionInfo repetition) {
        Embedding photo = FixedVectors.direction(new Random(repetition.getCurrentRepetition()), DIMENSIONS);

        Scores scores = new TagScorer(Zoo.TREE, tagger(Zoo.TAXONOMY)).scores(photo);

        for (AssignedTag tag : tagger(Zoo.TAXONOMY).tag(photo).tags()) {
            assertThat(scores.given().get(Zoo.tag(tag.tagId()))).isTrue();
            assertThat(scores.confidences()[Zoo.tag(tag.tagId())]).isEqualTo(tag.confidence());
        }
        assertThat(scores.given().cardinality())
                .isEqualTo(tagger(Zoo.TAXONOMY).tag(photo).tags().size());
        List<Integer> wouldBeGiven = IntStream.range(0, Zoo.TREE.size())
                .filter(tag -> tagger(withThreshold(Zoo.TREE.tag(tag).id(), ALWAYS)).tag(photo).tags().stream()
                        .anyMatch(
                                given -> given.tagId().equals(Zoo.TREE.tag(tag).id())))
                .boxed()
                .toList();
        assertThat(scores.reachable().stream().boxed().toList()).isEqualTo(wouldBeGiven);
    }

    private Tagger tagger(Taxonomy taxonomy) {
        return new Tagger(LabelMatrix.of(taxonomy, MODEL, labels.rows()), Fitting.none(MODEL), LOGIT_SCALE);
    }

    private static Taxonomy withThreshold(String tagId, double threshold) {
        Taxonomy zoo = Zoo.TAXONOMY;
        return new Taxonomy(
                zoo.name(),
                zoo.description(),
                zoo.templates(),
                zoo.background(),
                zoo.threshold(),
                zoo.limit(),
                zoo.facets().stream()
                        .map(facet -> withTags(
                                facet,
                                facet.tags().stream()
                                        .map(tag -> tag.id().equals(tagId) ? withThreshold(tag, threshold) : tag)
                                        .toList()))
                        .toList());
    }

    private static Facet withTags(Facet facet, List<Tag> tags) {
        return new Facet(
                facet.id(),
                facet.naming(),
                facet.kind(),
                facet.templates(),
                facet.background(),
                facet.threshold(),
                facet.limit(),
                tags);
    }

    private static Tag withThreshold(Tag tag, double threshold) {
        return new Tag(
                tag.id(),
                tag.naming(),
                tag.synonyms(),
                tag.parent(),
                tag.words(),
                tag.prompts(),
                tag.negatives(),
                OptionalDouble.of(threshold),
                tag.reliable(),
                tag.active(),
                tag.children());
    }
}
