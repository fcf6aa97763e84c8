package io.tagstream.taxonomy;

import java.util.List;
import java.util.Optional;

/**
 * Tags that are looked at together: a facet's roots, or the children of one tag.
 *
 * @param parent the tag above them; absent for the roots
 * @param tags the active ones in the facet's order, at least one
 */
public record TagGroup(Optional<Tag> parent, FacetKind kind, List<Tag> tags) {

    public TagGroup {
        tags = List.copyOf(tags);
        if (tags.isEmpty()) {
            throw new IllegalArgumentException("a group without tags");
        }
    }
}
