package io.tagstream.taxonomy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tag where it stands in its taxonomy, with all that it inherits there. */
record PlacedTag(Taxonomy taxonomy, Facet facet, Hierarchy hierarchy, Tag tag) {

    /** All tags of a taxonomy in order, by id. */
    static Map<String, PlacedTag> all(Taxonomy taxonomy) {
        Map<String, PlacedTag> tags = new LinkedHashMap<>();
        for (Facet facet : taxonomy.facets()) {
            Hierarchy hierarchy = new Hierarchy(facet);
            facet.tags().forEach(tag -> tags.put(tag.id(), new PlacedTag(taxonomy, facet, hierarchy, tag)));
        }
        return tags;
    }

    boolean isActive() {
        return hierarchy.isActive(tag);
    }

    List<String> prompts() {
        return tag.expanded(hierarchy.templates(tag, taxonomy.templates()));
    }

    List<String> background() {
        return taxonomy.background(facet);
    }

    double threshold() {
        return taxonomy.threshold(facet, tag);
    }

    FacetKind kindBelow() {
        return hierarchy.kindBelow(tag);
    }

    /** Ids of the tags above it. */
    List<String> ancestors() {
        return hierarchy.ancestors(tag).stream().map(Tag::id).toList();
    }

    /** Facet and parent. */
    String place() {
        return tag.parent().map(parent -> facet.id() + "/" + parent).orElse(facet.id());
    }
}
