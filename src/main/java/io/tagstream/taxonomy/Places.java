package io.tagstream.taxonomy;

/** Where something stands in a taxonomy, as {@link Problem#place} says it. */
final class Places {

    private Places() {}

    static String facet(int index) {
        return "facets[" + index + "]";
    }

    static String tag(String facet, int index) {
        return facet + ".tags[" + index + "]";
    }
}
