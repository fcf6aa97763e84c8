package io.tagstream.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaxonomyJsonTest {

    private static final String SMALL = """
            {"name": "small", "background": ["a photo"],
             "facets": [{"id": "subject", "kind": "any-of", "tags": ["dog", {"id": "cat", "names": {"de": "Katze"}}]}]}
            """;

    @Test
    void saysTheSameAsYaml() {
        Taxonomy taxonomy = read(SMALL);

        assertThat(taxonomy).isEqualTo(Taxonomies.read("""
                name: small
                background: [a photo]
                facets:
                  - id: subject
                    kind: any-of
                    tags:
                      - dog
                      - id: cat
                        names: {de: Katze}
                """));
    }

    @Test
    void whatIsWrittenReadsBackEqualHoweverAwkwardTheText() {
        Random random = new Random(11);
        for (int i = 0; i < 150; i++) {
            Taxonomy taxonomy = Taxonomies.random(random);

            String written = TaxonomyJson.write(taxonomy);

            assertThat(read(written)).as(written).isEqualTo(taxonomy);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "dog"               | "Dog"               | facets[0].tags[0].id: "Dog" is no id; use small letters, digits and hyphens, and no hyphen in front
            "dog"               | 7                   | facets[0].tags[0]: expected fields and their values, found 7
            "dog"               | null                | facets[0].tags[0]: expected fields and their values, found nothing
            "Katze"             | null                | facets[0].tags[1].names.de: expected text, found nothing
            "id": "cat"         | "id": "cat", "id": "dog" | 2:83: Duplicate field 'id'
            "id": "cat"         | "id": "cat", "words": [] | facets[0].tags[1].words: is empty; write something or leave the field out
            "id": "cat"         | "id": "cat", "word": "" | facets[0].tags[1].word: unknown field; known are id, name, names, description, synonyms, parent, words, prompts, negatives, threshold, reliable, active, children
            "kind": "any-of",   | "kind": "any-of"    | 2:48: Unexpected character ('"' (code 34)): was expecting comma to separate Object entries
            """)
    void isAsStrict(String valid, String broken, String problem) {
        assertThat(problemOf(SMALL.replace(valid, broken))).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``      | 1:1: it is empty
            `null`  | 1:1: it is empty
            `[1]`   | 1:1: expected fields and their values, found a list
            `{} {}` | 1:4: a second document starts here
            """)
    void refusesWhatIsNoObject(String json, String problem) {
        assertThat(problemOf(json)).isEqualTo(problem);
    }

    /** The catalog keeps YAML, and has to read it again. */
    @Test
    void refusesWhatWouldBeTooLargeAsYaml() {
        AtomicInteger synonym = new AtomicInteger();
        String tags = IntStream.range(0, 4_000)
                .mapToObj(t -> "{\"id\": \"t%d\", \"synonyms\": [%s]}"
                        .formatted(
                                t,
                                Stream.generate(() -> "\"-" + Integer.toString(synonym.incrementAndGet(), 36) + "\"")
                                        .limit(100)
                                        .collect(Collectors.joining(","))))
                .collect(Collectors.joining(","));
        String json = SMALL.replace("\"dog\"", tags);

        assertThat(json.getBytes(StandardCharsets.UTF_8).length).isLessThan(TaxonomyYaml.MAX_BYTES);
        assertThat(problemOf(json)).isEqualTo("1:1: written as YAML, it has more than 4194304 bytes");
    }

    private static String problemOf(String json) {
        return catchThrowableOfType(InvalidTaxonomy.class, () -> read(json))
                .problems()
                .getFirst()
                .toString();
    }

    private static Taxonomy read(String json) {
        return TaxonomyJson.read("test.json", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void becomesYamlWhateverIsWrongWithIt() {
        String json = "{\"name\": \"12\", \"facets\": [{\"kind\": true, \"tags\": [\"no\", 7]}], \"other\": \"a: b\"}";

        assertThat(TaxonomyJson.toYaml("a", json.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("""
                name: "12"
                facets:
                  - kind: true
                    tags:
                      - "no"
                      - 7
                other: "a: b"
                """);
    }

    @Test
    void isNoDeeperThanATaxonomyIs() {
        byte[] deep = ("{\"a\": " + "[".repeat(20) + "]".repeat(20) + "}").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> TaxonomyJson.toYaml("a", deep)).isInstanceOf(InvalidTaxonomy.class);
        assertThatThrownBy(() -> TaxonomyJson.read("a", deep)).isInstanceOf(InvalidTaxonomy.class);
    }
}
