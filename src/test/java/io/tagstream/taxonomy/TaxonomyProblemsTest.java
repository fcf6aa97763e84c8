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
            parent: animal        | parnet: animal       | facets[1].tags[1].parnet: unknown field; known are id, name, names, description, synonyms, parent, words, prompts, negatives, threshold, reliable, active, children
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
            """)
    void reportsOneProblemWithItsPlace(String valid, String broken, String problem) {
        List<String> problems =
                problemsOf(Taxonomies.EVERYDAY.replaceFirst(Pattern.quote(valid), Matcher.quoteReplacement(broken)));

        assertThat(problems.getFirst()).isEqualTo(problem);
    }

    /** The same with the pets, which use every field. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            threshold: 0.4      | threshold: 1            | threshold: 1.0 is no threshold; use a number between 0 and 1, without both
            limit: 30           | limit: 1001             | limit: 1001 is outside 1 to 1000
            names: {de: Motiv}  | names: {}               | facets[0].names: is empty; write something or leave the field out
            names: {de: Motiv}  | names: Motiv            | facets[0].names: expected fields and their values, found "Motiv"
            names: {de: Motiv}  | names: {de: [Motiv]}    | facets[0].names.de: expected text, found a list
            names: {de: Motiv}  | names: {de: ' '}      | facets[0].names.de: is empty
            names: {de: Hund}   | names: {german: Hund}   | facets[0].tags[1].names.german: "german" is no language; write its code, such as de or pt-BR
            names: {de: Hund}   | names: {gr: σκύλος}     | facets[0].tags[1].names.gr: "gr" is no language; write its code, such as de or pt-BR
            names: {de: Hund}   | names: {de_AT: Hund}    | facets[0].tags[1].names.de_AT: "de_AT" is no language; write its code, such as de or pt-BR
            names: {de: Hund}   | names: {"": Hund}       | facets[0].tags[1].names.: "" is no language; write its code, such as de or pt-BR
            names: {de: Hund}   | names: {DE-at: Hund}    | facets[0].tags[1].names.DE-at: "DE-at" is written "de-AT"
            [hound, doggy]      | [hound, ' ']          | facets[0].tags[1].synonyms[1]: is empty
            [hound, doggy]      | [hound, Dog]            | facets[0].tags[1].synonyms[1]: "Dog" is what the tag is called already
            [hound, doggy]      | [hound, Hound]          | facets[0].tags[1].synonyms[1]: "Hound" is what the tag is called already
            [hound, doggy]      | [hound, toy  poodle]    | facets[0].tags[1].synonyms[1]: "toy  poodle" is what tag "toy-poodle" is called already
            [a hot dog]         | [' ']                 | facets[0].tags[1].negatives[0]: is empty
            [a hot dog]         | [a hot dog, A hot  dog] | facets[0].tags[1].negatives[1]: "A hot  dog" is there twice
            [a hot dog]         | ["a photo of dog, an animal"] | facets[0].tags[1].negatives[0]: "a photo of dog, an animal" is the tag's own prompt
            [a hot dog]         | [A photo]               | facets[0].tags[1].negatives[0]: "A photo" is the background's, which it has to beat anyway
            [a wolf]            | ["a photo of poodle, a type of dog"] | facets[0].tags[4].negatives[0]: "a photo of poodle, a type of dog" is tag "poodle"'s, which it has to beat anyway
            [a wolf]            | ["a photo of dog, an animal"] | facets[0].tags[4].negatives[0]: "a photo of dog, an animal" is tag "dog"'s, which it has to beat anyway
            reliable: false     | reliable: perhaps       | facets[0].tags[4].reliable: expected true or false, found "perhaps"
            kind: one-of        | kind: some-of           | facets[0].tags[1].children.kind: unknown kind "some-of"; write one-of or any-of
            kind: one-of        | sort: one-of            | facets[0].tags[1].children.sort: unknown field; known are kind, templates
            {}, a type of dog   | a type of dog           | facets[0].tags[1].children.templates[0]: "a photo of a type of dog" has no {} for the tag's word
            - food              | - {id: food, children: {kind: one-of}} | facets[0].tags[8].children: has no effect: no tag has "food" as its parent
            - food              | - {id: food, children: {}} | facets[0].tags[8].children: is empty; write something or leave the field out
            - food              | - {id: food, children: one-of} | facets[0].tags[8].children: expected fields and their values, found "one-of"
            threshold: 0.7      | limit: 2                | facets[1].limit: a one-of facet without children gives one tag; leave it out
            """)
    void reportsOneProblemOfAFieldThatCameLater(String valid, String broken, String problem) {
        List<String> problems =
                problemsOf(Taxonomies.PETS.replaceFirst(Pattern.quote(valid), Matcher.quoteReplacement(broken)));

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
                        "nmae: unknown field; known are name, description, templates, background, threshold, limit, facets",
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

    @Test
    void limitsTheLevelsOfTagsAndTellsOfTheFirstThatIsTooDeep() {
        String tags = IntStream.rangeClosed(1, 12)
                .mapToObj(i -> i == 1 ? "t1" : "{id: t%d, parent: t%d}".formatted(i, i - 1))
                .collect(Collectors.joining(", "));

        List<String> problems = problemsOf("""
                name: deep
                background: [a photo]
                facets: [{id: all, kind: any-of, tags: [%s]}]
                """.formatted(tags));

        assertThat(problems).containsExactly("facets[0].tags[8].parent: is on level 9; 8 are allowed");
    }

    @Test
    void aCircleIsOneProblemHoweverLong() {
        String tags = IntStream.range(0, 12)
                .mapToObj(i -> "{id: t%d, parent: t%d}".formatted(i, (i + 1) % 12))
                .collect(Collectors.joining(", "));

        List<String> problems = problemsOf("""
                name: circular
                background: [a photo]
                facets: [{id: all, kind: any-of, tags: [%s]}]
                """.formatted(tags));

        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("facets[0].tags[0].parent: is its own ancestor: t0 → t1");
    }

    @Test
    void whatARetiredTagWasCalledAndFoundByIsFree() {
        String pets = Taxonomies.PETS
                .replace("[hound, doggy]", "[hound, cub]")
                .replace("- food", "- {id: food, prompts: [\"a photo of lion, an animal\"]}");

        Taxonomy taxonomy = Taxonomies.read(pets);

        assertThat(taxonomy.tag("dog").orElseThrow().synonyms()).contains("cub");
    }

    @Test
    void aNegativeMayBeWhatAnotherTagIsFoundByWhereTheTwoAreNotComparedOtherwise() {
        String pets = Taxonomies.PETS.replace("[a hot dog]", "[a photo of food]");

        Taxonomy taxonomy = Taxonomies.read(pets);

        assertThat(taxonomy.tag("dog").orElseThrow().negatives()).containsExactly("a photo of food");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                    | 1:1: it is empty
            `# nothing yet`                       | 1:1: it is empty
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
                .hasMessage("huge.yaml has a problem:\n  1:1: it has more than 4194304 bytes");
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
