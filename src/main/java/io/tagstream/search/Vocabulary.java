package io.tagstream.search;

import io.tagstream.taxonomy.Facet;
import io.tagstream.taxonomy.Tag;
import io.tagstream.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What people call the tags and facets of a taxonomy: ids, names in any language, synonyms, whatever their case. Immutable. */
final class Vocabulary {

    private final Set<String> ids = new HashSet<>();
    private final Map<String, Set<String>> tagsByName = new TreeMap<>();
    private final Map<String, Set<String>> facetsByName = new TreeMap<>();
    private final Map<String, Set<String>> childrenOf = new HashMap<>();
    private final Map<String, String> facetOf = new HashMap<>();

    /** Retired tags are known by their ids only: their names are free for others. */
    Vocabulary(Taxonomy taxonomy) {
        for (Facet facet : taxonomy.facets()) {
            Stream.concat(Stream.of(facet.id(), facet.name()), facet.names().values().stream())
                    .forEach(name -> add(facetsByName, name, facet.id()));
            for (Tag tag : facet.tags()) {
                ids.add(tag.id());
                facetOf.put(tag.id(), facet.id());
                tag.parent().ifPresent(parent -> childrenOf
                        .computeIfAbsent(parent, _ -> new LinkedHashSet<>())
                        .add(tag.id()));
            }
            facet.scored().forEach(tag -> Stream.of(
                            Stream.of(tag.name()), tag.names().values().stream(), tag.synonyms().stream())
                    .flatMap(names -> names)
                    .forEach(name -> add(tagsByName, name, tag.id())));
        }
    }

    private static void add(Map<String, Set<String>> names, String name, String id) {
        names.computeIfAbsent(folded(name), _ -> new LinkedHashSet<>()).add(id);
    }

    /**
     * The id of the tag that is meant.
     *
     * @param field what a mistake is told of
     * @param saying how it was said: {@code "-peple excludes a tag"}
     * @throws Unanswerable WRONG if there is none, or more than one
     */
    String tag(String word, String field, String saying) {
        String folded = folded(word);
        String asId = folded.replace(' ', '-');
        if (ids.contains(folded) || ids.contains(asId)) {
            return ids.contains(folded) ? folded : asId;
        }
        Set<String> named = tagsByName.getOrDefault(folded, Set.of());
        if (named.size() == 1) {
            return named.iterator().next();
        }
        if (named.isEmpty()) {
            throw Unanswerable.wrong(
                    field,
                    "%s, and the taxonomy in force has none of that name%s"
                            .formatted(saying, Spelling.question(Spelling.near(folded, allNames()))));
        }
        throw Unanswerable.wrong(
                field, "%s, and %d have that name: %s".formatted(saying, named.size(), String.join(", ", named)));
    }

    private Stream<String> allNames() {
        return Stream.concat(ids.stream(), tagsByName.keySet().stream()).sorted();
    }

    /** The id of the facet that is meant; see {@link #tag}. */
    String facet(String word, String field) {
        Set<String> named = facetsByName.getOrDefault(folded(word), Set.of());
        if (named.contains(folded(word)) || named.size() == 1) {
            return named.contains(folded(word))
                    ? folded(word)
                    : named.iterator().next();
        }
        throw Unanswerable.wrong(
                field,
                "%s is %s facet of the taxonomy in force, which has %s"
                        .formatted(word, named.isEmpty() ? "no" : "more than one", facetIds()));
    }

    private String facetIds() {
        return String.join(
                ", ",
                new LinkedHashSet<>(facetsByName.values().stream()
                        .flatMap(Set::stream)
                        .sorted()
                        .toList()));
    }

    /** The tag and all below it. */
    List<String> withDescendants(String tag) {
        List<String> found = new ArrayList<>(List.of(tag));
        for (int i = 0; i < found.size(); i++) {
            found.addAll(childrenOf.getOrDefault(found.get(i), Set.of()));
        }
        return found;
    }

    /** All tags of a facet. */
    List<String> ofFacet(String facet) {
        return facetOf.entrySet().stream()
                .filter(tag -> tag.getValue().equals(facet))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The facet of a tag. */
    Optional<String> facetOf(String tag) {
        return Optional.ofNullable(facetOf.get(tag));
    }

    static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }
}
