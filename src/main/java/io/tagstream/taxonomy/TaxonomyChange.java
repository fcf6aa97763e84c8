package io.tagstream.taxonomy;

import java.util.List;

/**
 * One thing that is not the same in two taxonomies.
 *
 * @param id of the facet or tag; the name of the taxonomy
 * @param before what it was, in words or as a list; empty for nothing
 * @param after what it is
 * @param changesTags whether photos can get other tags for it. If not, only what people read changes, or nothing
 */
public record TaxonomyChange(
        Subject subject, String id, Aspect aspect, List<String> before, List<String> after, boolean changesTags) {

    /** What changed. */
    public enum Subject {
        TAXONOMY,
        FACET,
        TAG
    }

    /** What about it changed. */
    public enum Aspect {
        ADDED("added"),
        REMOVED("removed"),
        MOVED("moved"),
        RETIRED("retired"),
        REVIVED("revived"),
        NAME("name"),
        NAMES("names"),
        DESCRIPTION("description"),
        SYNONYMS("synonyms"),
        RELIABLE("reliable"),
        KIND("kind"),
        TEMPLATES("templates"),
        BACKGROUND("background"),
        THRESHOLD("threshold"),
        LIMIT("limit"),
        PROMPTS("prompts"),
        NEGATIVES("negatives"),
        KIND_OF_CHILDREN("children's kind"),
        TEMPLATES_OF_CHILDREN("children's templates"),
        /** Of facets or tags, as people see them; it also decides in which order sums are made, which is not felt. */
        ORDER("order");

        private final String word;

        Aspect(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public TaxonomyChange {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
