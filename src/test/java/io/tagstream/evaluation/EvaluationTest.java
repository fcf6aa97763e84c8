package io.tagstream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private final Evaluation evaluation = Zoo.evaluation();

    @Test
    void countsTagsWithThoseAboveThem() {
        assertThat(counts("red")).isEqualTo(new Counts(1, 0, 1));
        assertThat(counts("green")).isEqualTo(new Counts(0, 1, 0));
        assertThat(counts("animal")).isEqualTo(new Counts(3, 0, 0)); // a wrong dog is still an animal
        assertThat(counts("dog")).isEqualTo(new Counts(2, 1, 0));
        assertThat(counts("cat")).isEqualTo(new Counts(0, 0, 1));
    }

    /** Of coarse.jpg nobody said the breed, so its beagle is neither right nor wrong. */
    @Test
    void doesNotCountWhatIsNotKnown() {
        assertThat(counts("beagle")).isEqualTo(new Counts(0, 1, 0));
        assertThat(evaluation.tags()).noneMatch(tag -> tag.facet().id().equals("place"));
        assertThat(evaluation.facets())
                .extracting(facet -> facet.facet().id(), FacetResult::photos)
                .containsExactly(tuple("colour", 3L), tuple("subject", 3L));
    }

    @Test
    void addsUpForMicroAndAveragesForMacro() {
        Counts all = evaluation.averages().counts();

        assertThat(all).isEqualTo(new Counts(1 + 3 + 2 + 1, 1 + 1 + 1, 1 + 1 + 1));
        assertThat(all.f1().orElseThrow()).isCloseTo(14.0 / 20, within(1e-12));
        double[] f1 = {2.0 / 3, 0, 1, 4.0 / 5, 1, 0, 0, 0}; // red, green, animal, dog, poodle, beagle, cat, grass
        assertThat(evaluation.averages().macroF1().orElseThrow())
                .isCloseTo(
                        IntStream.range(0, f1.length)
                                .mapToDouble(i -> f1[i])
                                .average()
                                .orElseThrow(),
                        within(1e-12));
        assertThat(evaluation.right()).isEqualTo(3);
    }

    @Test
    void showsWhatWasTakenForWhat() {
        GroupResult colour = evaluation.groups().getFirst();

        assertThat(colour.confusion())
                .containsExactly(
                        List.of(1L, 1L, 0L, 0L),
                        List.of(0L, 0L, 0L, 0L),
                        List.of(0L, 0L, 0L, 0L),
                        List.of(0L, 0L, 0L, 1L));
        assertThat(colour.top1()).isEqualTo(1);
        assertThat(colour.top1Of()).isEqualTo(2);
        assertThat(evaluation.groups()).hasSize(2);
        assertThat(evaluation.groups().getLast().group().parent()).hasValue(Zoo.tag("dog"));
        assertThat(evaluation.groups().getLast().top1Share()).hasValue(1);
    }

    @Test
    void ofSeveralThatExcludeEachOtherAnyWillDo() {
        JudgedPhoto photo = Zoo.photo("both.jpg", Zoo.claims("red", "green"), Map.of("green", 0.9));

        GroupResult colour = Evaluation.of(Zoo.TREE, List.of(photo)).groups().getFirst();

        assertThat(colour.top1()).isEqualTo(1);
        assertThat(colour.several()).isEqualTo(1);
        assertThat(colour.confusion().stream().flatMap(List::stream)).containsOnly(0L);
    }

    @Test
    void tellsTheWorstMistakesAndNotWhatFollowsFromThem() {
        assertThat(evaluation.worst().falseAlarms())
                .extracting(mistake -> mistake.photo().name(), Mistake::tagId, Mistake::shown)
                .containsExactly(
                        tuple("cat.jpg", "dog", List.of("cat", "grass")), // and so no beagle
                        tuple("wrong.jpg", "green", List.of("red")));
        assertThat(evaluation.worst().misses())
                .extracting(Mistake::tagId, Mistake::given)
                .containsExactly(
                        tuple("cat", List.of("dog", "beagle")),
                        tuple("grass", List.of("dog", "beagle")),
                        tuple("red", List.of("green")));
    }

    @Test
    void aBadTagDoesNotHideTheOthers() {
        List<JudgedPhoto> photos = IntStream.range(0, 30)
                .mapToObj(i -> Zoo.photo(i + ".jpg", Zoo.claims("red"), Map.of("green", 0.9)))
                .toList();

        assertThat(Evaluation.of(Zoo.TREE, photos).worst().falseAlarms()).hasSize(WorstMistakes.OF_ONE_TAG);
    }

    @Test
    void looksAtTheConfidencesOfAllTagsAndOfThoseThatWereGiven() {
        assertThat(evaluation.everyConfidence().orElseThrow().pairs()).isEqualTo(3 * 3 + 6 + 6 + 4);
        assertThat(evaluation.givenConfidence().orElseThrow().pairs()).isEqualTo(4 + 1 + 2 + 1);
    }

    @Test
    void printsThresholdsThatPayAsYaml() {
        Random random = new Random(1);
        List<JudgedPhoto> photos = IntStream.range(0, 60)
                .mapToObj(i -> Zoo.photo(
                        i + ".jpg",
                        Zoo.claims(i % 2 == 0 ? "grass" : "cat"),
                        Map.of(),
                        Map.of("grass", i % 2 == 0 ? 0.4 + random.nextDouble() / 100 : 0.2)))
                .toList();

        assertThat(BetterThresholds.yaml(Evaluation.of(Zoo.TREE, photos))).isEqualTo("""
                        facets:
                          - id: subject
                            tags:
                              - {id: grass, threshold: 0.3}  # instead of 0.5; F1 1.000 instead of 0.000
                        """);
        assertThat(BetterThresholds.yaml(evaluation)).isEmpty();
    }

    @Test
    void isCompleteAsJson() {
        ObjectNode json = EvaluationJson.of(evaluation);

        assertThat(json.at("/overall/f1").doubleValue()).isCloseTo(0.7, within(1e-12));
        assertThat(json.at("/tags/0/id").textValue()).isEqualTo("red");
        assertThat(json.at("/tags/0/recallInterval")).hasSize(2);
        assertThat(json.at("/oneOfGroups/1/parent").textValue()).isEqualTo("dog");
        assertThat(json.at("/reliability/givenTags/pairs").longValue()).isEqualTo(8);
        assertThat(json.at("/worstMistakes/falseAlarms/0/photo").textValue()).isEqualTo("cat.jpg");
    }

    private Counts counts(String id) {
        return evaluation.tags().stream()
                .filter(tag -> tag.tag().id().equals(id))
                .findFirst()
                .orElseThrow()
                .counts();
    }
}
