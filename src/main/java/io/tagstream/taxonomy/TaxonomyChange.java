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
        ADDED("added", true),
        REMOVED("removed", true),
        MOVED("moved", false),
        RETIRED("retired", false),
        REVIVED("revived", false),
        NAME("name", false),
        NAMES("names", true),
        DESCRIPTION("description", false),
        SYNONYMS("synonyms", true),
        RELIABLE("reliable", false),
        KIND("kind", false),
        TEMPLATES("templates", true),
        BACKGROUND("background", true),
        THRESHOLD("threshold", false),
        LIMIT("limit", false),
        PROMPTS("prompts", true),
        NEGATIVES("negatives", true),
        KIND_OF_CHILDREN("children's kind", false),
        TEMPLATES_OF_CHILDREN("children's templates", true),
        /** Of facets or tags, as people see them; it also decides in which order sums are made, which is not felt. */
        ORDER("order", false);

        private final String word;
        private final boolean isList;

        Aspect(String word, boolean isList) {
            this.word = word;
            this.isList = isList;
        }

        public String word() {
            return word;
        }

        /** Whether it is made of things that come and go, and not one thing that becomes another. */
        public boolean isList() {
            return isList;
        }
    }

    public TaxonomyChange {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
