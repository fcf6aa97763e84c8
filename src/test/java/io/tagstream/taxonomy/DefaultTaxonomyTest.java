package io.tagstream.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DefaultTaxonomyTest {

    @Test
    void isWhatItsYamlSays() {
        Taxonomy taxonomy = DefaultTaxonomy.read();

        assertThat(taxonomy).isEqualTo(Taxonomies.read(DefaultTaxonomy.yaml()));
        assertThat(taxonomy.facets()).isNotEmpty();
    }

    @Test
    void survivesBeingWritten() {
        Taxonomy taxonomy = DefaultTaxonomy.read();

        assertThat(Taxonomies.read(TaxonomyYaml.write(taxonomy))).isEqualTo(taxonomy);
    }
}
