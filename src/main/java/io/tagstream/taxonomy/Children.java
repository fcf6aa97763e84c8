package io.tagstream.taxonomy;

import java.util.List;
import java.util.Optional;

/**
 * What a tag says of the tags below it.
 *
 * @param kind how its children relate; as the tag and its siblings do if absent
 * @param templates for the words of its descendants, unless one between has its own; empty to use those that the tag itself uses
 */
public record Children(Optional<FacetKind> kind, List<String> templates) {

    /** Nothing in particular. */
    public static final Children DEFAULT = new Children(Optional.empty(), List.of());

    public Children {
        templates = templates.stream().map(String::strip).toList();
    }
}
