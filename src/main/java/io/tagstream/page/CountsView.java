package io.tagstream.page;

import io.tagstream.search.Counts;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts as a list of links: what there is among the photos that were found, and the search that shows only those.
 *
 * @param summary which photos were counted
 */
record CountsView(String summary, List<Group> groups) {

    /** Shown at once; the rest unfolds. */
    private static final int FIRST = 10;

    /**
     * Counts of one kind.
     *
     * @param first the largest
     * @param more the others
     */
    record Group(String name, List<Line> first, List<Line> more) {

        static Group of(String name, List<Line> lines) {
            int cut = lines.size() <= FIRST + 2 ? lines.size() : FIRST;
            return new Group(name, lines.subList(0, cut), lines.subList(cut, lines.size()));
        }
    }

    /**
     * One count.
     *
     * @param toggle the search with this filter, or without it if it is in force
     * @param exclude the search without these photos; empty where that cannot be asked for
     */
    record Line(String name, long photos, boolean active, String toggle, String exclude) {}

    static CountsView of(Counts counts, SearchAddress search) {
        Map<String, List<Line>> byFacet = new LinkedHashMap<>();
        counts.facets().forEach(facet -> byFacet.put(facet.name(), new ArrayList<>()));
        for (Counts.TagCount tag : counts.tags()) {
            byFacet.computeIfAbsent(tag.facet(), _ -> new ArrayList<>())
                    .add(line(
                            tag.name(),
                            tag.photos(),
                            "tag",
                            tag.id(),
                            search,
                            search.with("not", tag.id()).at("/")));
        }
        List<Group> groups = new ArrayList<>();
        byFacet.forEach((facet, lines) -> groups.add(Group.of(facet, lines)));
        groups.add(Group.of("owner", lines(counts.owners(), "owner", search)));
        groups.add(Group.of("format", lines(counts.formats(), "format", search)));
        groups.add(Group.of(
                "taken",
                counts.months().stream()
                        .map(month -> month(month.name(), month.photos(), search))
                        .toList()));
        return new CountsView(
                summary(counts),
                groups.stream().filter(group -> !group.first().isEmpty()).toList());
    }

    private static String summary(Counts counts) {
        String photos = Say.count(counts.photos(), "photo");
        return switch (counts.extent()) {
            case ALL -> photos;
            case NEWEST -> "Counted among the newest " + photos;
            case NEAREST -> "Counted among the nearest " + photos;
        };
    }

    private static List<Line> lines(List<Counts.Count> counts, String parameter, SearchAddress search) {
        return counts.stream()
                .map(count -> line(count.name(), count.photos(), parameter, count.name(), search, ""))
                .toList();
    }

    private static Line line(
            String name, long photos, String parameter, String value, SearchAddress search, String exclude) {
        boolean active = search.has(parameter, value);
        SearchAddress toggled = active ? search.without(parameter, value) : search.with(parameter, value);
        return new Line(name, photos, active, toggled.at("/"), active ? "" : exclude);
    }

    private static Line month(String month, long photos, SearchAddress search) {
        String next = YearMonth.parse(month).plusMonths(1).toString();
        boolean active = search.has("taken-from", month) && search.has("taken-before", next);
        SearchAddress toggled = active
                ? search.withoutAll("taken-from", "taken-before")
                : search.with("taken-from", month).with("taken-before", next);
        return new Line(month, photos, active, toggled.at("/"), "");
    }
}
