package io.tagstream.taxonomy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Something a photo may show. A value that only trims its text: {@link Taxonomy} is what refuses a wrong one, since most of what
 * can be wrong with a tag is about its neighbours.
 *
 * @param id stable, unique in the taxonomy; what is stored with photos
 * @param name for people; also the word that goes into the templates where there are no words and no prompts
 * @param parent the id of a broader tag in the same facet
 * @param words put into the facet's templates: {@code crimson} becomes {@code a photo of crimson}
 * @param prompts whole, used as they are
 * @param threshold the confidence from which on the tag is given, in (0, 1); the facet's if absent
 * @param active false for a retired tag: it is no longer scored, but its id stays taken and older rows keep their name
 */
public record Tag(
        String id,
        String name,
        Optional<String> parent,
        String description,
        List<String> words,
        List<String> prompts,
        OptionalDouble threshold,
        boolean active) {

    public Tag {
        id = id.strip();
        name = name.strip();
        parent = parent.map(String::strip);
        description = description.strip();
        words = words.stream().map(String::strip).toList();
        prompts = prompts.stream().map(String::strip).toList();
    }

    /** The tag that {@code - dark-red} means in a taxonomy file: everything follows from the id. */
    public static Tag of(String id) {
        return new Tag(id, nameFor(id), Optional.empty(), "", List.of(), List.of(), OptionalDouble.empty(), true);
    }

    /** The name of a tag or facet that was given none: the id with spaces for hyphens. */
    static String nameFor(String id) {
        return id.replace('-', ' ');
    }

    /** What CLIP is asked for: every word in every template, then the whole prompts; the name where neither is given. */
    List<String> expanded(List<String> templates) {
        List<String> inTemplates = words.isEmpty() && prompts.isEmpty() ? List.of(name) : words;
        return Stream.concat(
                        inTemplates.stream().flatMap(word -> templates.stream()
                                .map(template -> template.replace(Taxonomy.PLACEHOLDER, word))),
                        prompts.stream())
                .toList();
    }

    /** How many prompts {@link #expanded} makes of so many templates, without making them. */
    long expandedCount(int templates) {
        int inTemplates = words.isEmpty() && prompts.isEmpty() ? 1 : words.size();
        return (long) inTemplates * templates + prompts.size();
    }
}
