package io.tagstream.evaluation.html;

import java.util.Arrays;
import java.util.Set;

/** Tables that scroll by themselves where the screen is narrow, so that the page does not. */
final class Tables {

    /** Columns of words, which begin at the left; numbers end at the right. */
    private static final Set<String> WORDS = Set.of("facet", "kind");

    private Tables() {}

    static Element head(String... names) {
        Element row = Element.of("tr");
        Arrays.stream(names).forEach(name -> row.add(headOf(name)));
        return Element.of("thead").add(row);
    }

    private static Element headOf(String name) {
        Element head = Element.of("th", name).with("scope", "col");
        return WORDS.contains(name) ? head.with("class", "word") : head;
    }

    /** The first cell names the row. */
    static Element row(String... cells) {
        Element row = Element.of("tr").add(Element.of("th", cells[0]).with("scope", "row"));
        Arrays.stream(cells).skip(1).forEach(cell -> row.add(Element.of("td", cell)));
        return row;
    }

    /** @param label names the region, which the keyboard can scroll */
    static Element scrolling(String label, Element table) {
        return Element.of("div")
                .with("class", "scroll")
                .with("role", "region")
                .with("aria-label", label)
                .with("tabindex", "0")
                .add(table);
    }

    static Element cell(long count) {
        return cell(Numbers.count(count), (double) count);
    }

    /** What is sorted by: the number itself where the cell is rounded, NaN where there is none. */
    static Element cell(String text, double sortedBy) {
        Element cell = Element.of("td", text);
        return Double.isNaN(sortedBy) ? cell : cell.with("data-value", Double.toString(sortedBy));
    }
}
