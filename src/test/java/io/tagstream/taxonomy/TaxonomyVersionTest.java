package io.tagstream.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaxonomyVersionTest {

    private final Taxonomy everyday = Taxonomies.read(Taxonomies.EVERYDAY);

    @Test
    void commentsAndLayoutDoNotMatter() {
        String otherLayout = Taxonomies.EVERYDAY
                .replace("# what people photograph", "# rewritten")
                .replace("words: [pink, rose]", "words:\n          - \"pink\"   # pale\n          - 'rose'")
                .replace("- blue", "- {id: blue, name: blue, active: true}");

        TaxonomyVersion version = TaxonomyVersion.of(Taxonomies.read(otherLayout));

        assertThat(version).isEqualTo(TaxonomyVersion.of(everyday));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.6               | 0.61
            [pink, rose]      | [rose, pink]
            Dogs of every     | Dogs of any
            limit: 2          | limit: 3
            active: false     | active: true
            name: a dog       | name: the dog
            - a picture of {} | - a drawing of {}
            """)
    void everyWordMatters(String from, String to) {
        Taxonomy changed = Taxonomies.read(Taxonomies.EVERYDAY.replace(from, to));

        TaxonomyVersion version = TaxonomyVersion.of(changed);

        assertThat(version).isNotEqualTo(TaxonomyVersion.of(everyday));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            threshold: 0.4           | threshold: 0.5
            limit: 30                | limit: 100
            {de: Motiv}              | {fr: Motiv}
            {de: Hund}               | {de: Köter}
            [hound, doggy]           | [hound]
            [a hot dog]              | [a sausage]
            reliable: false          | reliable: true
            kind: one-of             | kind: any-of
            {}, a type of dog        | {}, a breed of dog
            """)
    void everyWordThatCameLaterMattersToo(String from, String to) {
        Taxonomy pets = Taxonomies.read(Taxonomies.PETS);

        Taxonomy changed = Taxonomies.read(Taxonomies.PETS.replace(from, to));

        assertThat(TaxonomyVersion.of(changed)).isNotEqualTo(TaxonomyVersion.of(pets));
    }

    @Test
    void equalTaxonomiesAndOnlyThoseHaveTheSame() {
        Map<TaxonomyVersion, Taxonomy> seen = new HashMap<>();
        Random random = new Random(2);
        for (int i = 0; i < 150; i++) {
            Taxonomy taxonomy = Taxonomies.random(random);

            TaxonomyVersion version = TaxonomyVersion.of(taxonomy);

            assertThat(version).isEqualTo(TaxonomyVersion.of(Taxonomies.read(TaxonomyYaml.write(taxonomy))));
            Taxonomy first = seen.putIfAbsent(version, taxonomy);
            assertThat(first == null || first.equals(taxonomy)).isTrue();
        }
    }

    /** Stored rows are named by it: if this fails, every catalog would take its taxonomy for a new one. */
    @Test
    void staysTheSameFromReleaseToRelease() throws IOException {
        Taxonomy demo = TaxonomyYaml.read(Path.of("src/demo-model/taxonomy.yaml"));

        assertThat(TaxonomyVersion.of(everyday).shortForm()).isEqualTo("9ae49a198ee9");
        assertThat(TaxonomyVersion.of(demo).shortForm()).startsWith("c5c64990");
    }

    @Test
    void refusesWhatIsNoHash() {
        assertThatThrownBy(() -> new TaxonomyVersion("v2")).isInstanceOf(IllegalArgumentException.class);
    }
}
