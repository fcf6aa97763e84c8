package io.tagstream.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaxonomyYamlTest {

    @Test
    void readsWhatPeopleWrite() {
        Taxonomy taxonomy = Taxonomies.read(Taxonomies.EVERYDAY);

        assertThat(taxonomy.facets()).extracting(Facet::name).containsExactly("Main colour", "subject");
        assertThat(taxonomy.facets()).extracting(Facet::kind).containsExactly(FacetKind.ONE_OF, FacetKind.ANY_OF);
        assertThat(taxonomy.facets()).extracting(Facet::limit).containsExactly(10, 2);
        assertThat(taxonomy.tag("dark-red").orElseThrow().name()).isEqualTo("dark red");
        assertThat(taxonomy.tag("dark-red").orElseThrow().parent()).isEqualTo(Optional.of("red"));
        assertThat(taxonomy.tag("unicorn").orElseThrow().active()).isFalse();
        assertThat(taxonomy.tag("dgo")).isEmpty();
    }

    @Test
    void wordsGoIntoTheNearestTemplatesAndPromptsStayWhole() {
        Taxonomy taxonomy = Taxonomies.read(Taxonomies.EVERYDAY);
        Facet colour = taxonomy.facets().getFirst();
        Facet subject = taxonomy.facets().getLast();

        assertThat(taxonomy.prompts(colour, taxonomy.tag("light-red").orElseThrow()))
                .containsExactly("a pink thing", "a rose thing", "a flamingo");
        assertThat(taxonomy.prompts(subject, taxonomy.tag("dog").orElseThrow()))
                .containsExactly("a photo of a dog", "a picture of a dog");
    }

    @Test
    void backgroundIsTheFacetsOwnOrInherited() {
        Taxonomy taxonomy = Taxonomies.read(Taxonomies.EVERYDAY);

        assertThat(taxonomy.facets())
                .map(taxonomy::background)
                .containsExactly(List.of("a photo"), List.of("a picture of something"));
    }

    @Test
    void readsWhatCameLater() {
        Taxonomy taxonomy = Taxonomies.read(Taxonomies.PETS);
        Tag dog = taxonomy.tag("dog").orElseThrow();

        assertThat(taxonomy.threshold()).isEqualTo(0.4);
        assertThat(taxonomy.limit()).isEqualTo(30);
        assertThat(taxonomy.facets().getFirst().names()).containsExactly(Map.entry("de", "Motiv"));
        assertThat(dog.names()).containsExactly(Map.entry("de", "Hund"));
        assertThat(dog.synonyms()).containsExactly("hound", "doggy");
        assertThat(dog.negatives()).containsExactly("a hot dog");
        assertThat(dog.children())
                .isEqualTo(new Children(Optional.of(FacetKind.ONE_OF), List.of("a photo of {}, a type of dog")));
        assertThat(dog.reliable()).isTrue();
        assertThat(taxonomy.tag("husky").orElseThrow().reliable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {Taxonomies.EVERYDAY, Taxonomies.PETS})
    void whatIsWrittenReadsBackEqual(String yaml) {
        Taxonomy taxonomy = Taxonomies.read(yaml);

        assertThat(Taxonomies.read(TaxonomyYaml.write(taxonomy))).isEqualTo(taxonomy);
    }

    @Test
    void writesAsPeopleDo() {
        assertThat(TaxonomyYaml.write(Taxonomies.read(Taxonomies.EVERYDAY)))
                .contains("      - red\n      - id: dark-red\n        parent: red\n");
        assertThat(TaxonomyYaml.write(Taxonomies.read(Taxonomies.PETS))).contains("""
                      - id: dog
                        names:
                          de: Hund
                        synonyms:
                          - hound
                          - doggy
                        parent: animal
                        negatives:
                          - a hot dog
                        children:
                          kind: one-of
                          templates:
                            - "a photo of {}, a type of dog"
                      - id: poodle
                        parent: dog
                """);
    }

    @Test
    void whatIsWrittenReadsBackEqualHoweverAwkwardTheText() {
        Random random = new Random(1);
        for (int i = 0; i < 150; i++) {
            Taxonomy taxonomy = Taxonomies.random(random);

            String written = TaxonomyYaml.write(taxonomy);

            assertThat(Taxonomies.read(written)).as(written).isEqualTo(taxonomy);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "yes", "on", "off", "y", "n"})
    void wordsThatOldYamlTakesForBooleansAreText(String word) {
        Taxonomy taxonomy = Taxonomies.read(Taxonomies.EVERYDAY.replace("- blue", "- " + word));

        assertThat(taxonomy.tag(word)).isPresent();
    }

    @Test
    void readsAFileWithAByteOrderMark(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("everyday.yaml"), "\ufeff" + Taxonomies.EVERYDAY);

        Taxonomy taxonomy = TaxonomyYaml.read(file);

        assertThat(taxonomy).isEqualTo(Taxonomies.read(Taxonomies.EVERYDAY));
    }
}
