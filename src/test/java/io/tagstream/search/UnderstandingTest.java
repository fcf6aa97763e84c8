package io.tagstream.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tagstream.clip.Embedding;
import io.tagstream.taxonomy.TaxonomyYaml;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnderstandingTest {

    private static final Vocabulary VOCABULARY =
            new Vocabulary(TaxonomyYaml.read("test.yaml", """
            name: test
            background: [nothing]
            facets:
              - id: subject
                names: {de: Motiv}
                kind: any-of
                tags:
                  - {id: people, synonyms: [persons, human beings], names: {de: Leute, pt-BR: Pessoas}}
                  - {id: child, parent: people, names: {de: Kind}}
                  - {id: baby, parent: child}
                  - {id: street-art, name: street art}
                  - {id: orange-fruit, name: orange}
                  - {id: gone, active: false, synonyms: [lost]}
              - id: colour
                kind: one-of
                tags: [{id: orange-colour, name: orange}, red]
            """.getBytes(StandardCharsets.UTF_8)));

    private static final Understanding UNDERSTANDING =
            new Understanding(VOCABULARY, new SearchLimits(0.5, 100, 3, 1_000, 1_000, 1_000));

    private static Asked asked(Map<String, String> values) {
        return UNDERSTANDING.of(request(values));
    }

    private static SearchRequest request(Map<String, String> values) {
        return SearchRequest.of(
                name -> values.containsKey(name) ? List.of(values.get(name).split("\\|")) : List.of());
    }

    @Test
    void textAndFieldsComeTogether() {
        Asked asked = asked(Map.of(
                "q", "a bridge -people tag:red owner:ann taken:2026-07",
                "not", "street art",
                "camera", "x-t5",
                "format", "jpg",
                "uploaded-before", "2026",
                "min-relevance", "0.25",
                "limit", "7"));

        assertThat(asked.text()).contains("a bridge");
        assertThat(asked.minRelevance()).hasValue(0.25);
        assertThat(asked.limit()).isEqualTo(7);
        assertThat(asked.filter())
                .isEqualTo(new Filter(
                        List.of("red"),
                        List.of("street-art", "people"),
                        List.of(),
                        Optional.of("ann"),
                        Optional.of("x-t5"),
                        Optional.of("JPEG"),
                        Optional.of(LocalDateTime.parse("2026-07-01T00:00")),
                        Optional.of(LocalDateTime.parse("2026-08-01T00:00")),
                        Optional.empty(),
                        Optional.of(Instant.parse("2026-01-01T00:00:00Z"))));
    }

    @ParameterizedTest
    @CsvSource({
        "people, people",
        "PEOPLE, people",
        "leute, people",
        "Pessoas, people",
        "Human  Beings, people",
        "street art, street-art",
        "street-art, street-art",
        "Street-Art, street-art",
        "gone, gone"
    })
    void aNameWorksWhereAnIdDoes(String name, String id) {
        assertThat(asked(Map.of("tag", name)).filter().tags()).containsExactly(id);
        assertThat(asked(Map.of("q", "-\"" + name + "\"")).filter().without()).containsExactly(id);
    }

    @Test
    void aFacetHasNamesToo() {
        assertThat(asked(Map.of("q", "facet:motiv", "facet", "Colour")).filter().facets())
                .containsExactly("colour", "subject");
    }

    @Test
    void aTagStandsForAllBelowIt() {
        assertThat(VOCABULARY.withDescendants("people")).containsExactly("people", "child", "baby");
        assertThat(VOCABULARY.ofFacet("colour")).containsExactly("orange-colour", "red");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    q | -peple | q -peple excludes a tag, and the taxonomy in force has none of that name; do you mean people?
                    q | tag:lost | q tag:lost asks for a tag, and the taxonomy in force has none of that name
                    tag | orange | tag says orange, and 2 have that name: orange-fruit, orange-colour
                    not | poeple | not says poeple, and the taxonomy in force has none of that name; do you mean people?
                    facet | color | facet color is no facet of the taxonomy in force, which has colour, subject
                    limit | 0 | limit is 0; it has to be from 1 to 200
                    limit | 1e2 | limit is 1e2
                    min-relevance | -0.1 | min-relevance is -0.1; it has to be from 0 to 1
                    format | word | format is word; it should be one of JPEG, PNG
                    taken-from | soon | taken-from is soon; it should be a date
                    q | owner:ann owner:bob | owner is given more than once: ann, bob
                    q | taken:2026 taken:2025 | q says taken:, which is given more than once
                    q | tag:red -people -street-art tag:gone | tag is one of 4 tags, exclusions and facets; at most 3 are looked for
                    """)
    void namesTheFieldThatIsWrong(String field, String value, String detail) {
        assertThatExceptionOfType(Unanswerable.class)
                .isThrownBy(() -> asked(Map.of(field, value)))
                .withMessageStartingWith(detail);
    }

    @ParameterizedTest
    @CsvSource({
        "q",
        "photo",
        "tag",
        "not",
        "facet",
        "owner",
        "camera",
        "format",
        "taken-from",
        "taken-before",
        "uploaded-from",
        "uploaded-before",
        "min-relevance",
        "limit",
        "after"
    })
    void everyFieldHasALimit(String field) {
        assertThatExceptionOfType(Unanswerable.class)
                .isThrownBy(() -> asked(Map.of(field, "x".repeat(101))))
                .withMessage("%s has 101 characters; at most 100 are read (tagstream.search.max-text-length)", field);
        assertThatExceptionOfType(Unanswerable.class)
                .isThrownBy(() -> asked(Map.of(field, "a\0b")))
                .withMessage("%s has a NUL in it", field);
    }

    @Test
    void onlyOneThingIsResembled() {
        SearchRequest photo = request(Map.of("photo", "a"));
        SearchRequest both = request(Map.of("photo", "a", "q", "red bridge"));
        Embedding point = new Embedding(new float[] {1});

        assertThatExceptionOfType(Unanswerable.class)
                .isThrownBy(() -> UNDERSTANDING.of(both))
                .withMessageStartingWith("q has words for the model (red bridge) beside a photo");
        assertThatExceptionOfType(Unanswerable.class)
                .isThrownBy(() -> UNDERSTANDING.of(photo.withPicture(point)))
                .withMessageStartingWith("photo is given beside a picture");
        assertThat(UNDERSTANDING
                        .of(request(Map.of("photo", "a", "q", "-people")))
                        .isNear())
                .isTrue();
    }

    @Test
    void whatIsEmptyIsNotThere() {
        assertThat(request(Map.of("q", " ", "owner", "")).asksNothing()).isTrue();
        assertThat(request(Map.of("tag", "red")).asksNothing()).isFalse();
        assertThatExceptionOfType(Unanswerable.class)
                .isThrownBy(() -> request(Map.of("owner", "ann|bob")))
                .withMessage("owner is given 2 times, once is enough");
    }
}
