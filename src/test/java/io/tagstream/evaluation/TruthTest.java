package io.tagstream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TruthTest {

    @Test
    void whoeverSaysPoodleSaysDogAndAnimalAndNoBeagle() {
        Truth truth = Truth.of(Zoo.TREE, Zoo.claims("poodle"), false);

        assertThat(shown(truth)).containsExactly("animal", "dog", "poodle");
        assertThat(absent(truth)).containsExactly("beagle", "cat", "grass");
    }

    @Test
    void ofADogWithoutABreedTheBreedIsUnknown() {
        Truth truth = Truth.of(Zoo.TREE, Zoo.claims("dog"), false);

        assertThat(shown(truth)).containsExactly("animal", "dog");
        assertThat(absent(truth)).containsExactly("cat", "grass");
    }

    @Test
    void facetsOfWhichNothingIsSaidAreNotJudged() {
        Truth truth = Truth.of(Zoo.TREE, Zoo.claims("red"), false);

        assertThat(shown(truth)).containsExactly("red");
        assertThat(absent(truth)).containsExactly("green", "blue");
    }

    @Test
    void nothingOfAFacetIsSomethingSaid() {
        Truth truth = Truth.of(Zoo.TREE, new Claims(Set.of(), Set.of(), Set.of("subject")), false);

        assertThat(shown(truth)).isEmpty();
        assertThat(absent(truth)).containsExactly("animal", "dog", "poodle", "beagle", "cat", "grass");
    }

    @Test
    void whatSomebodyIsUnsureOfIsUnknownWithWhatIsAboveAndBelow() {
        Truth truth = Truth.of(Zoo.TREE, new Claims(Set.of("grass"), Set.of("dog"), Set.of()), false);

        assertThat(shown(truth)).containsExactly("grass");
        assertThat(absent(truth)).isEmpty(); // maybe a dog, so maybe an animal, of whose kinds nothing is said
    }

    @Test
    void completeClaimsJudgeEverything() {
        Truth truth = Truth.of(Zoo.TREE, Zoo.claims("dog"), true);

        assertThat(shown(truth)).containsExactly("animal", "dog");
        assertThat(absent(truth))
                .containsExactly("red", "green", "blue", "poodle", "beagle", "cat", "grass", "indoor", "outdoor");
    }

    @Test
    void retiredTagsAreNotThere() {
        assertThat(Zoo.TREE.number("unicorn")).isEmpty();
        assertThat(shown(Truth.of(Zoo.TREE, Zoo.claims("unicorn"), false))).isEmpty();
    }

    private static List<String> shown(Truth truth) {
        return Zoo.ids(IntStream.range(0, Zoo.TREE.size()).filter(truth::shows).boxed());
    }

    private static List<String> absent(Truth truth) {
        return Zoo.ids(IntStream.range(0, Zoo.TREE.size()).filter(truth::lacks).boxed());
    }
}
