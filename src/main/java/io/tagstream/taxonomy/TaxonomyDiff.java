package io.tagstream.taxonomy;

import java.util.List;

/**
 * What is not the same in two taxonomies, versions of one or two of their own.
 *
 * @param from the name and version of the one
 * @param to of the other
 * @param changes of the taxonomy as a whole, then facet by facet and tag by tag; empty only for equal ones
 */
public record TaxonomyDiff(Side from, Side to, List<TaxonomyChange> changes) {

    /** One of the two. */
    public record Side(String name, TaxonomyVersion version) {

        static Side of(Taxonomy taxonomy) {
            return new Side(taxonomy.name(), TaxonomyVersion.of(taxonomy));
        }

        @Override
        public String toString() {
            return name + " " + version.shortForm();
        }
    }

    public TaxonomyDiff {
        changes = List.copyOf(changes);
    }

    public static TaxonomyDiff between(Taxonomy from, Taxonomy to) {
        return new TaxonomyDiff(Side.of(from), Side.of(to), new Comparison(from, to).changes());
    }

    /** Whether going from the one to the other can change what photos are tagged with. */
    public boolean changesTags() {
        return changes.stream().anyMatch(TaxonomyChange::changesTags);
    }

    /** For a terminal: what can change tags first, then the rest. */
    public String text() {
        return new DiffText(this).text();
    }
}
