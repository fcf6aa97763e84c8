package io.tagstream.taxonomy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Ids name one tag each, parents are in the same facet, nobody is their own ancestor, and the levels can be counted on hands. */
final class HierarchyRules {

    /** A tag among all tags of the taxonomy. */
    private record Placed(String place, int facet, String facetId, Tag tag) {}

    private final Problems problems;
    private final List<Facet> facets;
    private final List<Placed> all = new ArrayList<>();
    private final Map<String, Placed> byId = new HashMap<>();

    HierarchyRules(Problems problems, List<Facet> facets) {
        this.problems = problems;
        this.facets = facets;
        for (int f = 0; f < facets.size(); f++) {
            Facet facet = facets.get(f);
            for (int t = 0; t < facet.tags().size(); t++) {
                Tag tag = facet.tags().get(t);
                all.add(new Placed(Places.tag(Places.facet(f), t), f, facet.id(), tag));
            }
        }
        all.forEach(placed -> byId.putIfAbsent(placed.tag().id(), placed));
    }

    void check() {
        all.forEach(this::checkUnique);
        all.forEach(this::checkParent);
        checkCycles();
        checkLevels();
    }

    private void checkUnique(Placed placed) {
        Placed first = byId.get(placed.tag().id());
        if (first != null
                && !first.place().equals(placed.place())
                && !placed.tag().id().isEmpty()) {
            problems.add(
                    placed.place() + ".id",
                    "\"%s\" is taken by %s".formatted(placed.tag().id(), first.place()));
        }
    }

    private void checkParent(Placed placed) {
        placed.tag().parent().ifPresent(id -> {
            Placed parent = byId.get(id);
            if (parent == null) {
                problems.add(placed.place() + ".parent", "unknown tag \"%s\"".formatted(id));
            } else if (parent.facet() != placed.facet()) {
                problems.add(
                        placed.place() + ".parent",
                        "\"%s\" is in the facet \"%s\"; a parent is in its child's facet"
                                .formatted(id, parent.facetId()));
            }
        });
    }

    private void checkCycles() {
        Set<String> done = new HashSet<>();
        for (Placed start : all) {
            List<String> path = new ArrayList<>();
            Set<String> onPath = new HashSet<>();
            Optional<String> next = Optional.of(start.tag().id());
            while (next.isPresent() && byId.containsKey(next.get()) && !done.contains(next.get())) {
                String id = next.get();
                path.add(id);
                if (!onPath.add(id)) {
                    List<String> cycle = path.subList(path.indexOf(id), path.size());
                    problems.add(
                            byId.get(id).place() + ".parent",
                            "is its own ancestor: %s".formatted(String.join(" → ", cycle)));
                    break;
                }
                next = byId.get(id).tag().parent();
            }
            done.addAll(path);
        }
    }

    /** Tells of the first tag that is too deep, not of all below it. */
    private void checkLevels() {
        List<Hierarchy> hierarchies = facets.stream().map(Hierarchy::new).toList();
        for (Placed placed : all) {
            List<Tag> ancestors = hierarchies.get(placed.facet()).ancestors(placed.tag());
            if (ancestors.size() == Taxonomy.MAX_LEVELS) {
                problems.add(
                        placed.place() + ".parent",
                        "is on level %d; %d are allowed".formatted(ancestors.size() + 1, Taxonomy.MAX_LEVELS));
            }
        }
    }
}
