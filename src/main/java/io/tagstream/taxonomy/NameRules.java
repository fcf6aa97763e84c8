package io.tagstream.taxonomy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A synonym leads to one tag of its facet: to a tag that is called so already it adds nothing, and away from another it misleads.
 * What a retired tag was called is free.
 */
final class NameRules {

    private final Problems problems;
    private final String place;
    private final List<Tag> tags;
    private final Hierarchy hierarchy;
    private final Map<String, String> owners = new HashMap<>();

    NameRules(Problems problems, String place, Facet facet) {
        this.problems = problems;
        this.place = place;
        this.tags = facet.tags();
        this.hierarchy = new Hierarchy(facet);
    }

    void check() {
        tags.stream().filter(hierarchy::isActive).forEach(tag -> owners.putIfAbsent(folded(tag.name()), tag.id()));
        for (int i = 0; i < tags.size(); i++) {
            if (hierarchy.isActive(tags.get(i))) {
                check(Places.tag(place, i) + ".synonyms", tags.get(i));
            }
        }
    }

    private void check(String at, Tag tag) {
        for (int i = 0; i < tag.synonyms().size(); i++) {
            String synonym = tag.synonyms().get(i);
            String owner = synonym.isEmpty() ? null : owners.putIfAbsent(folded(synonym), tag.id());
            if (owner != null) {
                String who = owner.equals(tag.id()) ? "the tag" : "tag \"" + owner + "\"";
                problems.add(at + "[" + i + "]", "\"%s\" is what %s is called already".formatted(synonym, who));
            }
        }
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }
}
