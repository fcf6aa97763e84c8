package io.tagstream.tagging;

import io.tagstream.taxonomy.Facet;
import io.tagstream.taxonomy.FacetKind;
import io.tagstream.taxonomy.Tag;
import io.tagstream.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a tag stands, retired or not.
 *
 * @param ancestors ids of the tags above it, nearest first
 * @param kind how it and its siblings relate
 */
record Placement(String tagId, String facetId, List<String> ancestors, FacetKind kind) {

    /** All tags by id. */
    static Map<String, Placement> of(Taxonomy taxonomy) {
        Map<String, Placement> all = new LinkedHashMap<>();
        for (Facet facet : taxonomy.facets()) {
            Map<String, Tag> tags = new HashMap<>();
            facet.tags().forEach(tag -> tags.put(tag.id(), tag));
            facet.tags().forEach(tag -> all.put(tag.id(), of(facet, tag, tags)));
        }
        return all;
    }

    /** Whether both have the same parent, or are both roots of one facet. */
    boolean isSiblingOf(Placement other) {
        return facetId.equals(other.facetId) && parent().equals(other.parent());
    }

    private Optional<String> parent() {
        return ancestors.stream().findFirst();
    }

    private static Placement of(Facet facet, Tag tag, Map<String, Tag> tags) {
        List<Tag> above = new ArrayList<>();
        Optional<Tag> next = tag.parent().map(tags::get);
        while (next.isPresent()) {
            above.add(next.get());
            next = next.get().parent().map(tags::get);
        }
        FacetKind kind = above.stream()
                .flatMap(ancestor -> ancestor.children().kind().stream())
                .findFirst()
                .orElse(facet.kind());
        return new Placement(tag.id(), facet.id(), above.stream().map(Tag::id).toList(), kind);
    }
}
