package io.tagstream.evaluation;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What somebody says of one photo.
 *
 * @param tags ids of tags that it shows
 * @param unsure ids of tags that it may show or not
 * @param nothingOf ids of facets of whose tags it shows none
 */
public record Claims(Set<String> tags, Set<String> unsure, Set<String> nothingOf) {

    public static final Claims NONE = new Claims(Set.of(), Set.of(), Set.of());

    public Claims {
        tags = Set.copyOf(tags);
        unsure = Set.copyOf(unsure);
        nothingOf = Set.copyOf(nothingOf);
    }

    public boolean isEmpty() {
        return tags.isEmpty() && unsure.isEmpty() && nothingOf.isEmpty();
    }

    /** Both are said. */
    public Claims and(Claims other) {
        return new Claims(union(tags, other.tags), union(unsure, other.unsure), union(nothingOf, other.nothingOf));
    }

    private static Set<String> union(Collection<String> some, Collection<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
