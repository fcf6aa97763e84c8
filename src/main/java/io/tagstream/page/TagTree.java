package io.tagstream.page;

import io.tagstream.taxonomy.Facet;
import io.tagstream.taxonomy.Tag;
import io.tagstream.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A taxonomy as nested lists, with how many photos each tag has. */
public record TagTree(List<Branch> facets) {

    /** A facet. */
    public record Branch(String id, String name, String kind, String tags, List<Node> nodes) {}

    /**
     * A tag, in the order in which the lists are written.
     *
     * @param photos of the tag and those below it
     * @param hasChildren whether a list of tags below it begins here
     * @param closes one element for each list that ends behind it
     */
    public record Node(
            String id,
            String name,
            String photos,
            boolean any,
            boolean retired,
            boolean hasChildren,
            List<Integer> closes) {

        public String link() {
            return "/?tag=" + PagePaths.encoded(id);
        }
    }

    public TagTree {
        facets = List.copyOf(facets);
    }

    static TagTree of(Taxonomy taxonomy, Map<String, Long> counts) {
        return new TagTree(
                taxonomy.facets().stream().map(facet -> branch(facet, counts)).toList());
    }

    private static Branch branch(Facet facet, Map<String, Long> counts) {
        Map<String, List<Tag>> below = facet.tags().stream()
                .collect(Collectors.groupingBy(tag -> tag.parent().orElse("")));
        List<Node> nodes = new ArrayList<>();
        below.getOrDefault("", List.of()).forEach(root -> add(nodes, below, root, 0, counts));
        return new Branch(
                facet.id(),
                facet.name(),
                facet.kind().word(),
                Say.count(facet.tags().size(), "tag"),
                nodes);
    }

    private static void add(
            List<Node> nodes, Map<String, List<Tag>> below, Tag tag, int closes, Map<String, Long> counts) {
        List<Tag> children = below.getOrDefault(tag.id(), List.of());
        long photos = counts.getOrDefault(tag.id(), 0L);
        nodes.add(new Node(
                tag.id(),
                tag.name(),
                Say.number(photos),
                photos > 0,
                !tag.active(),
                !children.isEmpty(),
                children.isEmpty() ? ends(closes) : List.of()));
        for (int i = 0; i < children.size(); i++) {
            add(nodes, below, children.get(i), i == children.size() - 1 ? closes + 1 : 0, counts);
        }
    }

    private static List<Integer> ends(int closes) {
        return IntStream.range(0, closes).boxed().toList();
    }
}
