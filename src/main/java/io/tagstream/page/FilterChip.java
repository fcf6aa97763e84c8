package io.tagstream.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A filter of a search that is in its address, and the address without it.
 *
 * @param label what it does: "tag: red", "not: people"
 */
record FilterChip(String label, String remove) {

    private static final List<String> SHOWN = List.of(
            "tag",
            "not",
            "facet",
            "owner",
            "camera",
            "format",
            "taken-from",
            "taken-before",
            "uploaded-from",
            "uploaded-before",
            "min-relevance");

    static List<FilterChip> of(SearchAddress search) {
        List<FilterChip> chips = new ArrayList<>();
        for (String name : SHOWN) {
            for (String value : search.all(name)) {
                chips.add(new FilterChip(
                        name.replace('-', ' ') + ": " + value,
                        search.without(name, value).at("/")));
            }
        }
        return chips;
    }
}
