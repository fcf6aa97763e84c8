package io.tagstream.taxonomy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A facet's tags as a tree. It is asked about unchecked facets, too: there, an unknown parent ends the way up, as does a level
 * more than are allowed, which every circle comes to; and of two tags with one id the first counts.
 */
final class Hierarchy {

    private final Facet facet;
    private final Map<String, Tag> byId = new HashMap<>();

    Hierarchy(Facet facet) {
        this.facet = facet;
        facet.tags().forEach(tag -> byId.putIfAbsent(tag.id(), tag));
    }

    Optional<Tag> tag(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Tag> parent(Tag tag) {
        return tag.parent().flatMap(this::tag);
    }

    /** From the parent up. */
    List<Tag> ancestors(Tag tag) {
        List<Tag> ancestors = new ArrayList<>();
        Optional<Tag> next = parent(tag);
        while (next.isPresent() && ancestors.size() <= Taxonomy.MAX_LEVELS) {
            ancestors.add(next.get());
            next = parent(next.get());
        }
        return ancestors;
    }

    boolean isActive(Tag tag) {
        return tag.active() && ancestors(tag).stream().allMatch(Tag::active);
    }

    /** How a tag and its siblings relate. */
    FacetKind kindOf(Tag tag) {
        return parent(tag).map(this::kindBelow).orElse(facet.kind());
    }

    FacetKind kindBelow(Tag tag) {
        return Stream.concat(Stream.of(tag), ancestors(tag).stream())
                .flatMap(above -> above.children().kind().stream())
                .findFirst()
                .orElse(facet.kind());
    }

    /** What a tag's words are put into: the templates of its nearest ancestor that has any, else the facet's or the inherited. */
    List<String> templates(Tag tag, List<String> inherited) {
        return ancestors(tag).stream()
                .map(above -> above.children().templates())
                .filter(templates -> !templates.isEmpty())
                .findFirst()
                .orElseGet(() -> Taxonomy.orElse(facet.templates(), inherited));
    }

    /** Level by level, and on a level in the order of the parents. */
    List<TagGroup> groups() {
        Map<String, List<Tag>> byParent = new HashMap<>();
        List<Tag> roots = new ArrayList<>();
        facet.tags().stream().filter(this::isActive).forEach(tag -> tag.parent()
                .map(id -> byParent.computeIfAbsent(id, _ -> new ArrayList<>()))
                .orElse(roots)
                .add(tag));
        List<TagGroup> groups = new ArrayList<>();
        if (!roots.isEmpty()) {
            groups.add(new TagGroup(Optional.empty(), facet.kind(), roots));
        }
        for (int i = 0; i < groups.size(); i++) { // grows meanwhile
            for (Tag tag : groups.get(i).tags()) {
                List<Tag> children = byParent.getOrDefault(tag.id(), List.of());
                if (!children.isEmpty()) {
                    groups.add(new TagGroup(Optional.of(tag), kindBelow(tag), children));
                }
            }
        }
        return List.copyOf(groups);
    }
}
