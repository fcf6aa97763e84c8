package io.tagstream.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for a tag once everything is inherited. */
class TaxonomyTest {

    private final Taxonomy pets = Taxonomies.read(Taxonomies.PETS);
    private final Facet subject = pets.facets().getFirst();
    private final Facet place = pets.facets().getLast();

    @Test
    void everyActiveTagIsScoredAlsoOneWithChildrenInAOneOfFacet() {
        Facet colour = Taxonomies.read(Taxonomies.EVERYDAY).facets().getFirst();

        assertThat(colour.scored()).extracting(Tag::id).containsExactly("red", "dark-red", "light-red", "blue");
    }

    @Test
    void whatIsBelowARetiredTagIsRetiredWithIt() {
        assertThat(subject.scored())
                .extracting(Tag::id)
                .containsExactly("animal", "dog", "poodle", "toy-poodle", "husky", "cat", "food");
    }

    @Test
    void groupsAreTheRootsAndTheChildrenOfEachTag() {
        assertThat(subject.groups())
                .map(TaxonomyTest::line)
                .containsExactly(
                        "any-of: animal food",
                        "animal any-of: dog cat",
                        "dog one-of: poodle husky",
                        "poodle one-of: toy-poodle");
        assertThat(place.groups()).map(TaxonomyTest::line).containsExactly("one-of: indoors outdoors");
    }

    @Test
    void childrenRelateAsTheirParentSaysOrAsItsOwnGroupDoes() {
        Hierarchy hierarchy = new Hierarchy(subject);
        assertThat(hierarchy.kindOf(tag("dog"))).isEqualTo(FacetKind.ANY_OF);
        assertThat(hierarchy.kindBelow(tag("dog"))).isEqualTo(FacetKind.ONE_OF);
        assertThat(hierarchy.kindOf(tag("toy-poodle"))).isEqualTo(FacetKind.ONE_OF);
        assertThat(hierarchy.kindBelow(tag("cat"))).isEqualTo(FacetKind.ANY_OF);
    }

    @Test
    void tagsKnowTheirFamily() {
        Hierarchy hierarchy = new Hierarchy(subject);
        assertThat(hierarchy.parent(tag("husky"))).contains(tag("dog"));
        assertThat(hierarchy.ancestors(tag("toy-poodle"))).containsExactly(tag("poodle"), tag("dog"), tag("animal"));
        assertThat(pets.facetOf("indoors")).contains(place);
        assertThat(pets.facetOf("dgo")).isEmpty();
    }

    @Test
    void wordsGoIntoTheTemplatesOfTheNearestAncestorThatHasAny() {
        assertThat(pets.prompts(subject, tag("animal"))).containsExactly("a photo of animal");
        assertThat(pets.prompts(subject, tag("dog"))).containsExactly("a photo of dog, an animal");
        assertThat(pets.prompts(subject, tag("husky"))).containsExactly("a photo of husky, a type of dog");
        assertThat(pets.prompts(subject, tag("toy-poodle"))).containsExactly("a photo of a toy poodle, a type of dog");
        assertThat(pets.prompts(place, tag("indoors"))).containsExactly("a photo of indoors");
    }

    @Test
    void theNearestThresholdCounts() {
        assertThat(pets.threshold(subject, tag("dog"))).isEqualTo(0.4);
        assertThat(pets.threshold(subject, tag("cat"))).isEqualTo(0.6);
        assertThat(pets.threshold(place, tag("indoors"))).isEqualTo(0.7);
    }

    @Test
    void aThresholdThatIsInheritedAnywayMakesNoDifference() {
        Taxonomy said =
                Taxonomies.read(Taxonomies.PETS.replace("  - id: subject", "  - id: subject\n    threshold: 0.4"));

        assertThat(said).isEqualTo(pets);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            dog,    de,       Hund
            dog,    de-AT,    Hund
            dog,    fr,       dog
            animal, pt-BR,    animal
            animal, pt,       animal
            cat,    de,       cat
            """)
    void aNameIsLookedUpFromTheSpecialToTheGeneral(String id, String language, String name) {
        assertThat(tag(id).naming().name(language)).isEqualTo(name);
    }

    @Test
    void everyScoredTagOfARandomTaxonomyIsInOneGroupBelowItsParent() {
        Random random = new Random(12);
        for (int i = 0; i < 150; i++) {
            for (Facet facet : Taxonomies.random(random).facets()) {
                Set<Tag> seen = new HashSet<>();
                Hierarchy hierarchy = new Hierarchy(facet);
                for (TagGroup group : facet.groups()) {
                    group.parent().ifPresent(parent -> assertThat(seen).contains(parent));
                    assertThat(group.tags())
                            .isEqualTo(facet.scored().stream()
                                    .filter(tag ->
                                            tag.parent().equals(group.parent().map(Tag::id)))
                                    .toList());
                    assertThat(group.tags()).allMatch(tag -> hierarchy.kindOf(tag) == group.kind() && seen.add(tag));
                }
                assertThat(seen).containsExactlyInAnyOrderElementsOf(facet.scored());
            }
        }
    }

    private Tag tag(String id) {
        return pets.tag(id).orElseThrow();
    }

    private static String line(TagGroup group) {
        Optional<String> parent = group.parent().map(Tag::id);
        List<String> tags = group.tags().stream().map(Tag::id).toList();
        return parent.map(id -> id + " ").orElse("") + group.kind().word() + ": " + String.join(" ", tags);
    }
}
