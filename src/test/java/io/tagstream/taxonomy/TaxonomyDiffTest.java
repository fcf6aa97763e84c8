package io.tagstream.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaxonomyDiffTest {

    private final Taxonomy pets = Taxonomies.read(Taxonomies.PETS);

    /** One edit of the pets, and what is said of it: {@code !} marks what can change tags. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            name: pets             | name: animals           | taxonomy animals name [pets] [animals]
            limit: 30              | limit: 31               | ! taxonomy pets limit [30] [31]
            threshold: 0.4         | threshold: 0.3          | ! taxonomy pets threshold [0.4] [0.3]
            - a photo of {}\\n     | - a photo of a {}\\n    | ! taxonomy pets templates [a photo of {}] [a photo of a {}]
            - a photo\\n           | - a picture\\n          | ! taxonomy pets background [a photo] [a picture]
            {de: Motiv}            | {de: Sujet}             | facet subject names [de: Motiv] [de: Sujet]
            kind: any-of           | kind: one-of            | ! facet subject kind [any-of] [one-of]
            threshold: 0.7         | threshold: 0.4          | ! facet place threshold [0.7] [0.4]
            {de: Hund}             | {de: Hund, fr: chien}   | tag dog names [de: Hund] [de: Hund, fr: chien]
            [hound, doggy]         | [hound]                 | tag dog synonyms [hound, doggy] [hound]
            [a hot dog]            | [a sausage]             | ! tag dog negatives [a hot dog] [a sausage]
            reliable: false        | description: from afar  | tag husky description [] [from afar]; tag husky reliable [false] [true]
            kind: one-of           | kind: any-of            | ! tag dog children's kind [one-of] [any-of]
            , a type of dog        | , a breed               | ! tag dog children's templates [a photo of {}, a type of dog] [a photo of {}, a breed]
            [a toy poodle]         | [a toy poodle, toy dog] | ! tag toy-poodle prompts [a photo of a toy poodle, a type of dog] [a photo of a toy poodle, a type of dog, a photo of toy dog, a type of dog]
            [a toy poodle]         | [toy poodle]            | ! tag toy-poodle prompts [a photo of a toy poodle, a type of dog] [a photo of toy poodle, a type of dog]
            - food                 | - {id: food, name: dish} | tag food name [food] [dish]; ! tag food prompts [a photo of food] [a photo of dish]
            - food                 | - {id: food, words: [food]} | tag food prompts [a photo of food] [a photo of food]
            - food                 | - {id: food, threshold: 0.4} | tag food threshold [0.4] [0.4]
            threshold: 0.6         | threshold: 0.61         | ! tag cat threshold [0.6] [0.61]
            - food                 | - {id: food, active: false} | ! tag food retired [] []
            active: false          | active: true            | ! tag lion revived [] []; ! tag cub revived [] []
            id: cub                | id: puma                | tag cub removed [subject/lion] []; tag puma added [] [subject/lion]
            - outdoors             | - outside               | ! tag outdoors removed [place] []; ! tag outside added [] [place]
            """)
    void tellsWhatOneEditDoes(String from, String to, String expected) {
        TaxonomyDiff diff = TaxonomyDiff.between(pets, edited(from.replace("\\n", "\n"), to.replace("\\n", "\n")));

        assertThat(diff.changes()).map(TaxonomyDiffTest::line).containsExactly(expected.split("; "));
    }

    @Test
    void tellsWhereATagMoved() {
        TaxonomyDiff diff = TaxonomyDiff.between(
                pets, edited("- id: husky\n        parent: dog", "- id: husky\n        parent: cat"));

        assertThat(diff.changes())
                .map(TaxonomyDiffTest::line)
                .containsExactly("! tag husky moved [subject/dog] [subject/cat]");
    }

    @Test
    void tellsOfFacetsAndTheirTags() {
        Taxonomy more = edited("  - id: place", """
                  - id: light
                    kind: one-of
                    tags: [day, night]
                  - id: place\
                """);

        assertThat(TaxonomyDiff.between(pets, more).changes())
                .map(TaxonomyDiffTest::line)
                .containsExactly(
                        "! facet light added [] [light]", "! tag day added [] [light]", "! tag night added [] [light]");
        assertThat(TaxonomyDiff.between(more, pets).changes())
                .map(TaxonomyDiffTest::line)
                .containsExactly(
                        "! facet light removed [light] []",
                        "! tag day removed [light] []",
                        "! tag night removed [light] []");
    }

    @Test
    void anotherOrderIsWhatPeopleSee() {
        TaxonomyDiff diff =
                TaxonomyDiff.between(pets, edited("- indoors\n      - outdoors", "- outdoors\n      - indoors"));

        assertThat(diff.changes())
                .map(TaxonomyDiffTest::line)
                .containsExactly("facet place order [indoors, outdoors] [outdoors, indoors]");
        assertThat(diff.changesTags()).isFalse();
    }

    @Test
    void whatNoTagInheritsChangesNoTags() {
        Taxonomy own = edited("kind: any-of", "kind: any-of\n    background: [something]");
        Taxonomy both = Taxonomies.read(TaxonomyYaml.write(own)
                .replaceFirst(
                        "kind: one-of\n    threshold", "kind: one-of\n    background: [somewhere]\n    threshold"));
        Taxonomy other = Taxonomies.read(TaxonomyYaml.write(both).replaceFirst("- a photo\n", "- a picture\n"));

        TaxonomyDiff diff = TaxonomyDiff.between(both, other);

        assertThat(diff.changes())
                .map(TaxonomyDiffTest::line)
                .containsExactly("taxonomy pets background [a photo] [a picture]");
    }

    @Test
    void textIsForATerminal() {
        Taxonomy other = Taxonomies.read(Taxonomies.PETS
                .replace("[a hot dog]", "[a sausage, a bun]")
                .replace("threshold: 0.6", "threshold: 0.61")
                .replace("{de: Hund}", "{de: Hund, fr: chien}")
                .replace("- food", "- meal"));

        String text = TaxonomyDiff.between(pets, other).text();

        assertThat(text.lines().skip(1)).containsExactly("""

                What photos are tagged with can change:
                  tag food  removed    - subject
                  tag dog   negatives  - a hot dog
                                       + a sausage
                                       + a bun
                  tag cat   threshold  0.6 → 0.61
                  tag meal  added      + subject

                What people read changes, and nothing else:
                  tag dog  names  + fr: chien
                """.lines().toArray(String[]::new));
        assertThat(text)
                .startsWith("pets %s → pets %s%n"
                        .formatted(
                                TaxonomyVersion.of(pets).shortForm(),
                                TaxonomyVersion.of(other).shortForm()));
    }

    @Test
    void equalTaxonomiesAndOnlyThoseDoNotDiffer() {
        Random random = new Random(13);
        List<Taxonomy> taxonomies = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            taxonomies.add(Taxonomies.random(random));
        }
        for (Taxonomy one : taxonomies) {
            for (Taxonomy other : taxonomies) {
                TaxonomyDiff diff = TaxonomyDiff.between(one, other);

                assertThat(diff.changes().isEmpty()).isEqualTo(one.equals(other));
                assertThat(diff.text().lines().filter(line -> line.startsWith("  ")))
                        .hasSizeGreaterThanOrEqualTo(diff.changes().size());
            }
        }
    }

    private static Taxonomy edited(String from, String to) {
        assertThat(Taxonomies.PETS).contains(from);
        return Taxonomies.read(Taxonomies.PETS.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
    }

    private static String line(TaxonomyChange change) {
        return "%s%s %s %s %s %s"
                .formatted(
                        change.changesTags() ? "! " : "",
                        change.subject().name().toLowerCase(Locale.ROOT),
                        change.id(),
                        change.aspect().word(),
                        change.before(),
                        change.after());
    }
}
