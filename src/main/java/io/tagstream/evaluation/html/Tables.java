package io.tagstream.evaluation.html;

import java.util.Arrays;

/** Tables that scroll by themselves where the screen is narrow, so that the page does not. */
final class Tables {

    private Tables() {}

    static Element head(String... names) {
        Element row = Element.of("tr");
        Arrays.stream(names).forEach(name -> row.add(Element.of("th", name).with("scope", "col")));
        return Element.of("thead").add(row);
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

    /** What is sorted by: the number itself where the cell is rounded, empty where there is none. */
    static Element cell(String text, double sortedBy) {
        Element cell = Element.of("td", text);
        return Double.isNaN(sortedBy) ? cell : cell.with("data-value", Double.toString(sortedBy));
    }
}
