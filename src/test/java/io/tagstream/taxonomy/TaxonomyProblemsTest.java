package io.tagstream.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaxonomyProblemsTest {

    /** Each line breaks one thing of the everyday taxonomy and says what is reported, and that it is all that is. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            parent: animal        | parent: anmial       | facets[1].tags[1].parent: unknown tag "anmial"
            parent: animal        | parent: red          | facets[1].tags[1].parent: "red" is in the facet "colour"; a parent is in its child's facet
            parent: animal        | parent: dog          | facets[1].tags[1].parent: is its own ancestor: dog → dog
            parent: animal        | parnet: animal       | facets[1].tags[1].parnet: unknown field; known are id, name, parent, description, words, prompts, threshold, active
            parent: animal        | parent: [animal]     | facets[1].tags[1].parent: expected text, found a list
            - blue                | - light-red          | facets[0].tags[3].id: "light-red" is taken by facets[0].tags[2]
            - animal              | - blue               | facets[1].tags[0].id: "blue" is taken by facets[0].tags[3]
            - blue                | - Blue               | facets[0].tags[3].id: "Blue" is no id; use small letters, digits and hyphens, and no hyphen in front
            - blue                | - 2024               | facets[0].tags[3]: expected fields and their values, found 2024
            - blue                | - name: blue         | facets[0].tags[3].id: is missing
            id: subject           | id: colour           | facets[1].id: "colour" is taken by facets[0]
            kind: one-of          | kind: oneof          | facets[0].kind: unknown kind "oneof"; write one-of or any-of
            kind: any-of          | name: subjects       | facets[1].kind: is missing; write one-of or any-of
            threshold: 0.6        | threshold: 1         | facets[0].threshold: 1.0 is no threshold; use a number between 0 and 1, without both
            threshold: 0.7        | threshold: 0         | facets[0].tags[2].threshold: 0.0 is no threshold; use a number between 0 and 1, without both
            threshold: 0.6        | threshold: .nan      | 13:20: Malformed numeric value '.nan'
            threshold: 0.6        | threshold: high      | facets[0].threshold: expected a number, found "high"
            threshold: 0.6        | limit: 2             | facets[0].limit: a one-of facet gives one tag; leave it out
            limit: 2              | limit: 0             | facets[1].limit: 0 is outside 1 to 100
            limit: 2              | limit: 1.5           | facets[1].limit: expected a whole number, found 1.5
            - a {} thing          | - a thing            | facets[0].templates[0]: "a thing" has no {} for the tag's word
            words: [pink, rose]   | words: []            | facets[0].tags[2].words: is empty; write something or leave the field out
            words: [pink, rose]   | words: pink          | facets[0].tags[2].words: expected a list, found "pink"
            words: [pink, rose]   | words:               | facets[0].tags[2].words: expected a list, found nothing
            words: [pink, rose]   | words: [pink, ' ']   | facets[0].tags[2].words[1]: is empty
            words: [pink, rose]   | words: [pink, 7]     | facets[0].tags[2].words[1]: expected text, found 7; put it in quotes
            words: [pink, rose]   | words: ["pi\\0nk"]   | facets[0].tags[2].words[0]: contains a control character or half a surrogate pair
            words: [pink, rose]   | words: [pink, Blue]  | facets[0].tags[3]: the prompt "a blue thing" is already tag "light-red"'s
            words: [pink, rose]   | prompts: [a photo]   | 23:16: Duplicate field 'prompts'
            prompts: [a flamingo] | prompts: [a  photo]  | facets[0].tags[2]: the prompt "a  photo" is already the background's
            active: false         | active: sometimes    | facets[1].tags[2].active: expected true or false, found "sometimes"
            - blue                | - {id: blue, parent: light-red} | facets[0].tags[2].words: has no effect: in a one-of facet, a tag with children is given by way of them
            """)
    void reportsOneProblemWithItsPlace(String valid, String broken, String problem) {
        List<String> problems =
                problemsOf(Taxonomies.EVERYDAY.replaceFirst(Pattern.quote(valid), Matcher.quoteReplacement(broken)));

        assertThat(problems.getFirst()).isEqualTo(problem);
    }

    @Test
    void reportsEveryProblemAtOnce() {
        List<String> problems = problemsOf("""
                nmae: everyday
                templates: [a photo]
                facets:
                  - id: subject
                    kind: any
                    tags:
                      - id: dog
                        parent: dgo
                        threshold: 2
                  - colour
                """);

        assertThat(problems)
                .containsExactly(
                        "facets[0].kind: unknown kind \"any\"; write one-of or any-of",
                        "facets[1]: expected fields and their values, found \"colour\"",
                        "nmae: unknown field; known are name, description, templates, background, facets",
                        "name: is missing",
                        "templates[0]: \"a photo\" has no {} for the tag's word",
                        "facets[0].background: needs at least one prompt, here or for the whole taxonomy",
                        "facets[0].tags[0].threshold: 2.0 is no threshold; use a number between 0 and 1, without both",
                        "facets[0].tags[0].parent: unknown tag \"dgo\"");
    }

    @Test
    void namesEveryTagOfACycleOnce() {
        List<String> problems = problemsOf("""
                name: circular
                background: [a photo]
                facets:
                  - id: subject
                    kind: any-of
                    tags:
                      - {id: puppy, parent: dog}
                      - {id: dog, parent: animal}
                      - {id: animal, parent: pet}
                      - {id: pet, parent: dog}
                """);

        assertThat(problems).containsExactly("facets[0].tags[1].parent: is its own ancestor: dog → animal → pet → dog");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                    | 1:1: the file is empty
            `# nothing yet`                       | 1:1: the file is empty
            just words                            | 1:1: expected fields and their values, found "just words"
            `name: [a, b`                         | 1:12: while parsing a flow sequence
            `templates: [a photo of {}]`          | 1:23: while parsing a flow sequence
            `name: &n everyday\ndescription: *n`  | 2:14: aliases are not understood here
            `name: a\n---\nname: b`               | 3:1: a second document starts here
            """)
    void reportsBrokenYamlByLineAndColumn(String yaml, String problem) {
        List<String> problems = problemsOf(yaml.replace("\\n", "\n"));

        assertThat(problems.getFirst()).startsWith(problem);
    }

    @Test
    void refusesAFileThatIsTooBigBeforeLookingAtIt() {
        byte[] huge = "#".repeat(TaxonomyYaml.MAX_BYTES + 1).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> TaxonomyYaml.read("huge.yaml", huge))
                .hasMessage("huge.yaml has a problem:\n  1:1: the file has more than 1048576 bytes");
    }

    @Test
    void refusesBytesThatAreNotText() {
        assertThatThrownBy(() -> TaxonomyYaml.read("photo.jpg", new byte[] {(byte) 0xff, (byte) 0xd8}))
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void limitsTagsAndExpandedPrompts() {
        String tags = IntStream.rangeClosed(0, Taxonomy.MAX_TAGS)
                .mapToObj(i -> "t" + i)
                .collect(Collectors.joining(", "));
        String templates =
                IntStream.range(0, 8).mapToObj(i -> "\"{} " + i + "\"").collect(Collectors.joining(", "));

        List<String> problems = problemsOf("""
                name: large
                background: [a photo]
                templates: [%s]
                facets: [{id: all, kind: any-of, tags: [%s]}]
                """.formatted(templates, tags));

        assertThat(problems)
                .containsExactly(
                        "facets: have 10001 tags; 10000 are allowed",
                        "facets: have 80008 prompts once the words are in the templates; 50000 are allowed");
    }

    @Test
    void messageIsForATerminalAndEndsBeforeItScrollsAway() {
        String tags = IntStream.range(0, 30).mapToObj(i -> "T" + i).collect(Collectors.joining(", "));

        InvalidTaxonomy invalid = invalid("""
                name: shouting
                background: [a photo]
                facets: [{id: all, kind: any-of, tags: [%s]}]
                """.formatted(tags));

        assertThat(invalid.problems()).hasSize(30);
        assertThat(invalid.getMessage())
                .startsWith("test.yaml has 30 problems:\n  facets[0].tags[0].id: \"T0\" is no id");
        assertThat(invalid.getMessage()).endsWith("\n  and 5 more");
    }

    private static List<String> problemsOf(String yaml) {
        return invalid(yaml).problems().stream().map(Problem::toString).toList();
    }

    private static InvalidTaxonomy invalid(String yaml) {
        return catchThrowableOfType(InvalidTaxonomy.class, () -> Taxonomies.read(yaml));
    }
}
