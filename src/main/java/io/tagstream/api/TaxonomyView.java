package io.tagstream.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagstream.taxonomy.Facet;
import io.tagstream.taxonomy.Tag;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyVersion;
import java.util.List;
import java.util.Optional;

/** A taxonomy version: facets and their tags. */
public record TaxonomyView(String name, String version, String description, List<FacetView> facets) {

    /**
     * A facet and its tags.
     *
     * @param kind one-of or any-of
     */
    public record FacetView(String id, String name, String kind, double threshold, List<TagView> tags) {}

    /** A tag with the prompts that stand for it. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record TagView(
            String id,
            String name,
            Optional<String> parent,
            String description,
            boolean active,
            List<String> prompts) {}

    static TaxonomyView of(Taxonomy taxonomy) {
        return new TaxonomyView(
                taxonomy.name(),
                TaxonomyVersion.of(taxonomy).hash(),
                taxonomy.description(),
                taxonomy.facets().stream().map(facet -> facet(taxonomy, facet)).toList());
    }

    private static FacetView facet(Taxonomy taxonomy, Facet facet) {
        return new FacetView(
                facet.id(),
                facet.name(),
                facet.kind().word(),
                taxonomy.threshold(facet),
                facet.tags().stream().map(tag -> tag(taxonomy, facet, tag)).toList());
    }

    private static TagView tag(Taxonomy taxonomy, Facet facet, Tag tag) {
        return new TagView(
                tag.id(), tag.name(), tag.parent(), tag.description(), tag.active(), taxonomy.prompts(facet, tag));
    }
}
