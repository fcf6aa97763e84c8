package io.tagstream.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlLinesTest {

    private static final String YAML = """
            name: pets
            # Some animals.
            background: [nothing, a photo]
            facets:
              - id: pet
                kind: one-of
                tags:
                  - dog
                  - id: cat
                    names:
                      de: Katze
                  - {id: poodle, parent: dog}
              - id: place
                tags: [sea, wood]
            """;

    private final YamlLines lines = new YamlLines(YAML);

    @ParameterizedTest
    @CsvSource({
        "name, 1",
        "background[1], 3",
        "facets, 4",
        "facets[0], 5",
        "facets[0].kind, 6",
        "facets[0].tags[0], 8",
        "facets[0].tags[1], 9",
        "facets[0].tags[1].names.de, 11",
        "facets[0].tags[2].parent, 12",
        "facets[1].tags[1], 14"
    })
    void aFieldIsFoundInItsLine(String place, int line) {
        assertThat(lines.line(place)).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({"facets[1].kind, 13", "facets[0].tags[1].prompts[3], 9", "facets[0].tags[7], 7", "limit, 1"})
    void whatIsMissingIsMissingFromWhatIsAround(String place, int line) {
        assertThat(lines.line(place)).isEqualTo(line);
    }

    @Test
    void aPositionIsItsLineAsFarAsThereIsText() {
        assertThat(lines.line("3:14")).isEqualTo(3);
        assertThat(lines.line("99:1")).isEqualTo(14);
    }

    @Test
    void ofWhatIsBrokenThePartBeforeIsKnown() {
        YamlLines broken = new YamlLines("name: pets\nfacets:\n  - id: pet\n  kind: [\n");

        assertThat(broken.line("facets[0].id")).isEqualTo(3);
        assertThat(broken.line("facets[0].kind")).isEqualTo(3);
        assertThat(new YamlLines("").line("name")).isEqualTo(1);
    }

    @Test
    void everyProblemOfATaxonomyHasTheLineThatASearcherWouldLookAt() {
        String yaml = YAML.replace("parent: dog", "parent: hound").replace("kind: one-of", "kind: some-of");

        assertThatExceptionOfType(InvalidTaxonomy.class)
                .isThrownBy(() -> TaxonomyYaml.read("pets", yaml.getBytes(StandardCharsets.UTF_8)))
                .satisfies(e -> assertThat(e.problems().stream()
                                .map(problem -> new YamlLines(yaml).line(problem.place()))
                                .toList())
                        .isEqualTo(List.of(6, 13, 12)));
    }
}
