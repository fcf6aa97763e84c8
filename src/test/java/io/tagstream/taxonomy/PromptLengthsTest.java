package io.tagstream.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PromptLengthsTest {

    private static final Taxonomy LONG = Taxonomies.read("""
            name: long
            templates: ["{}", "a photo of {}"]
            background: [nothing, nothing in particular at all]
            facets:
              - id: subject
                kind: any-of
                background: [nothing or nothing or nothing or nothing]
                tags:
                  - a-big-old-dog
                  - {id: cat, words: [cat, a big old cat], prompts: [a cat, a cat that is a cat], negatives: [a dog that is no cat]}
                  - id: animal
                    children: {templates: ["{}, an animal of the wide world"]}
                  - {id: fox, parent: animal}
                  - {id: wolf, name: a wolf that is no longer asked for, active: false}
              - id: place
                kind: one-of
                tags: [indoors]
            """);

    @Test
    void findsEveryPromptThatIsTooLongWhereItStands() {
        List<Problem> problems = PromptLengths.check(LONG, PromptLengthsTest::words, 5);

        assertThat(problems)
                .map(Problem::toString)
                .containsExactly(
                        "facets[0].background[0]: \"nothing or nothing or nothing or nothing\" has 7 tokens; the model reads 5",
                        "facets[0].tags[0].name: \"a photo of a big old dog\" has 7 tokens; the model reads 5",
                        "facets[0].tags[1].words[1]: \"a photo of a big old cat\" has 7 tokens; the model reads 5",
                        "facets[0].tags[1].prompts[1]: \"a cat that is a cat\" has 6 tokens; the model reads 5",
                        "facets[0].tags[1].negatives[0]: \"a dog that is no cat\" has 6 tokens; the model reads 5",
                        "facets[0].tags[3].name: \"fox, an animal of the wide world\" has 7 tokens; the model reads 5");
    }

    @Test
    void findsNothingWhereEverythingFits() {
        assertThat(PromptLengths.check(LONG, PromptLengthsTest::words, 7)).isEmpty();
    }

    @Test
    void findsABackgroundOfTheWholeTaxonomyOnce() {
        List<Problem> problems = PromptLengths.check(LONG, PromptLengthsTest::words, 4);

        assertThat(problems).extracting(Problem::place).containsOnlyOnce("background[1]");
    }

    private static int words(String prompt) {
        return prompt.split(" ").length;
    }
}
