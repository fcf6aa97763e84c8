package io.tagstream.evaluation.html;

import io.tagstream.evaluation.GroupResult;
import io.tagstream.evaluation.TagTree;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What was taken for what, as a table that is also a heat map: the darker, the greater the share of the row. */
final class ConfusionTable {

    private static final int SHADES = 10;

    private final String name;
    private final List<String> ids;
    private final List<List<Long>> counts;

    ConfusionTable(TagTree tree, GroupResult result) {
        this.name = result.group().parent().isPresent()
                ? tree.tag(result.group().parent().getAsInt()).id()
                : result.group().facet().id();
        this.ids = Stream.concat(
                        result.group().tags().stream().map(tag -> tree.tag(tag).id()), Stream.of("nothing"))
                .toList();
        this.counts = result.confusion();
    }

    Element figure() {
        List<Integer> rows = seen(i -> counts.get(i).stream());
        List<Integer> columns =
                seen(i -> Stream.concat(counts.get(i).stream(), counts.stream().map(row -> row.get(i))));
        Element head = Element.of("tr")
                .add(Element.of("th", "shown ↓ given →").with("scope", "col").with("class", "corner"));
        columns.forEach(
                column -> head.add(Element.of("th").with("scope", "col").add(Element.of("span", ids.get(column)))));
        Element body = Element.of("tbody");
        rows.forEach(row -> body.add(row(row, columns)));
        Element table = Element.of("table")
                .with("class", "confusion")
                .add(Element.of("caption", name), Element.of("thead").add(head), body);
        return Element.of("figure").with("class", "wide").add(Tables.scrolling("Confusion in " + name, table));
    }

    private List<Integer> seen(IntFunction<Stream<Long>> of) {
        return IntStream.range(0, ids.size())
                .filter(i -> of.apply(i).anyMatch(count -> count > 0))
                .boxed()
                .toList();
    }

    private Element row(int row, List<Integer> columns) {
        long photos = counts.get(row).stream().mapToLong(Long::longValue).sum();
        Element element = Element.of("tr").add(Element.of("th", ids.get(row)).with("scope", "row"));
        columns.forEach(column -> element.add(cell(counts.get(row).get(column), photos, row == column)));
        return element;
    }

    private static Element cell(long count, long photos, boolean right) {
        int shade = count == 0 ? 0 : Math.max(1, (int) (SHADES * count / photos));
        return Element.of("td", count == 0 ? "" : Numbers.count(count))
                .with("class", (right ? "right" : "wrong") + " h" + shade);
    }
}
