package io.tagstream.taxonomy;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What people read of a facet or tag. None of it is scored, but for a tag's name, which is its word where it has no other.
 *
 * @param name in no language in particular
 * @param names by language, as BCP 47 writes it: {@code de}, {@code pt-BR}; sorted
 */
public record Naming(String name, Map<String, String> names, String description) {

    public Naming {
        name = name.strip();
        TreeMap<String, String> sorted = new TreeMap<>(names);
        sorted.replaceAll((_, translated) -> translated.strip());
        names = Collections.unmodifiableMap(sorted);
        description = description.strip();
    }

    /** Nothing but a name. */
    public static Naming of(String name) {
        return new Naming(name, Map.of(), "");
    }

    /** The name of what was given none: the id with spaces for hyphens. */
    static String nameFor(String id) {
        return id.replace('-', ' ');
    }

    /** The name in a language: for {@code de-AT}, that in {@code de} will do; else the one in no language in particular. */
    public String name(String language) {
        String range = language;
        while (!names.containsKey(range) && range.contains("-")) {
            range = range.substring(0, range.lastIndexOf('-'));
        }
        return names.getOrDefault(range, name);
    }
}
