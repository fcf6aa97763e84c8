package io.tagstream.tagging;

import static io.tagstream.tagging.Verdict.ACCEPTED;
import static io.tagstream.tagging.Verdict.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.taxonomy.Taxonomies;
import io.tagstream.taxonomy.Taxonomy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PeoplesWordTest {

    private static final Taxonomy ANIMALS = Taxonomies.read("""
            name: animals
            background: [a photo]
            facets:
              - id: subject
                kind: one-of
                limit: 10
                tags:
                  - cat
                  - {id: tabby, parent: cat}
                  - dog
                  - {id: beagle, parent: dog}
                  - {id: poodle, parent: dog}
                  - {id: toy-poodle, parent: poodle}
                  - {id: hound, parent: dog, active: false}
              - id: things
                kind: any-of
                tags:
                  - toy
                  - {id: ball, parent: toy}
                  - lead
            """);

    private final PeoplesWord word = new PeoplesWord(ANIMALS);

    @Test
    void withoutAWordTheModelsTagsStand() {
        List<AssignedTag> tags = model("dog", "beagle");

        assertThat(word.overlay(tags, Map.of())).isSameAs(tags);
    }

    @Test
    void aRejectedTagGoesAndWhatIsBelowIt() {
        assertThat(ids(word.overlay(model("dog", "poodle", "toy-poodle", "ball"), Map.of("dog", REJECTED))))
                .containsExactly("ball");
        assertThat(ids(word.overlay(model("dog", "poodle", "toy-poodle", "ball"), Map.of("poodle", REJECTED))))
                .containsExactly("dog", "ball");
    }

    @Test
    void anAcceptedTagIsThereForCertainAndKeepsTheModelsScore() {
        List<AssignedTag> tags = word.overlay(model("dog"), Map.of("dog", ACCEPTED, "ball", ACCEPTED));

        assertThat(ids(tags)).containsExactly("ball", "dog");
        assertThat(tags).allSatisfy(tag -> {
            assertThat(tag.origin()).isEqualTo(Origin.HUMAN);
            assertThat(tag.confidence()).isEqualTo(1);
        });
        assertThat(tags.getFirst().score()).isEmpty();
        assertThat(tags.getLast().score()).hasValue(0.25);
    }

    @Test
    void anAcceptedTagDisplacesTheModelsOfItsOneOfGroup() {
        List<AssignedTag> tags = word.overlay(model("dog", "poodle", "toy-poodle", "lead"), Map.of("beagle", ACCEPTED));

        assertThat(ids(tags)).containsExactly("beagle", "dog", "lead");
        assertThat(tags.get(1).origin()).isEqualTo(Origin.MODEL);
    }

    @Test
    void anAcceptedTagDisplacesWhatExcludesTheTagsAboveIt() {
        assertThat(ids(word.overlay(model("cat", "tabby", "ball"), Map.of("beagle", ACCEPTED))))
                .containsExactly("beagle", "ball");
    }

    @Test
    void anAcceptedTagDisplacesNothingBelowItAndNothingOfAnAnyOfGroup() {
        assertThat(ids(word.overlay(model("dog", "poodle", "ball"), Map.of("dog", ACCEPTED, "lead", ACCEPTED))))
                .containsExactly("dog", "lead", "poodle", "ball");
    }

    @Test
    void peopleMayAcceptTagsThatExcludeEachOther() {
        assertThat(ids(word.overlay(model("cat"), Map.of("cat", ACCEPTED, "dog", ACCEPTED))))
                .containsExactly("cat", "dog");
    }

    @Test
    void anAcceptedTagStaysBelowARejectedOneAndWhenItIsRetired() {
        assertThat(ids(word.overlay(model("dog", "poodle"), Map.of("dog", REJECTED, "hound", ACCEPTED))))
                .containsExactly("hound");
    }

    @Test
    void aWordOnATagThatTheTaxonomyDoesNotHaveChangesNothing() {
        assertThat(ids(word.overlay(model("dog"), Map.of("horse", ACCEPTED, "cow", REJECTED))))
                .containsExactly("dog");
    }

    @Test
    void oneOffFormIsTheSame() {
        assertThat(PeoplesWord.overlay(ANIMALS, model("dog"), Map.of("cat", ACCEPTED)))
                .isEqualTo(word.overlay(model("dog"), Map.of("cat", ACCEPTED)));
    }

    /** Given by a model, each a bit less confidently than the one before. */
    private static List<AssignedTag> model(String... ids) {
        List<String> all = List.of(ids);
        return Stream.of(ids)
                .map(id -> new AssignedTag(
                        id, ANIMALS.facetOf(id).orElseThrow().id(), 0.25, 0.9 - all.indexOf(id) / 10.0, Origin.MODEL))
                .toList();
    }

    private static List<String> ids(List<AssignedTag> tags) {
        return tags.stream().map(AssignedTag::tagId).toList();
    }
}
