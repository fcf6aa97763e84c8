package io.tagstream.evaluation.labels;

import io.tagstream.evaluation.Claims;
import io.tagstream.taxonomy.Facet;
import io.tagstream.taxonomy.Tag;
import io.tagstream.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Understands what people write of a photo, word by word:
 *
 * <ul>
 *   <li>{@code dog}: it shows the tag. {@code subject/dog} means the same.
 *   <li>{@code colour/-}: it shows none of the facet's tags.
 *   <li>{@code ?dog}: nobody can tell.
 * </ul>
 *
 * <p>Capitals count as small letters, and spaces and underscores as hyphens, since no id has any.
 */
public final class ClaimReader {

    static final String NOTHING = "-";

    private static final String UNSURE = "?";

    /** What one photo's words, or a folder's, came to. */
    record Reading(Claims claims, List<String> problems) {

        static final Reading NOTHING = new Reading(Claims.NONE, List.of());

        Reading and(Reading other) {
            List<String> all = new ArrayList<>(problems);
            all.addAll(other.problems);
            return new Reading(claims.and(other.claims), List.copyOf(all));
        }

        static Reading problem(String problem) {
            return new Reading(Claims.NONE, List.of(problem));
        }
    }

    private final Taxonomy taxonomy;
    private final Map<String, Facet> facets = new HashMap<>();
    private final Map<String, Facet> facetsOfTags = new HashMap<>();
    private final Map<String, Tag> scored = new HashMap<>();

    public ClaimReader(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
        for (Facet facet : taxonomy.facets()) {
            facets.put(facet.id(), facet);
            facet.tags().forEach(tag -> facetsOfTags.put(tag.id(), facet));
            facet.scored().forEach(tag -> scored.put(tag.id(), tag));
        }
    }

    Taxonomy taxonomy() {
        return taxonomy;
    }

    Optional<Facet> facet(String written) {
        return Optional.ofNullable(facets.get(id(written)));
    }

    /** Understands {@code dog}, {@code subject/dog}, {@code colour/-} and {@code ?dog}. */
    Reading word(String word) {
        int slash = word.indexOf('/');
        if (slash < 0) {
            return tag(Optional.empty(), word);
        }
        String facetWord = word.substring(0, slash);
        return facet(facetWord)
                .map(facet -> tag(Optional.of(facet), word.substring(slash + 1)))
                .orElseGet(() -> Reading.problem("there is no facet \"%s\"".formatted(facetWord)));
    }

    /**
     * Understands a tag's id, or what stands for one.
     *
     * @param facet that it is said of, where that is known
     */
    Reading tag(Optional<Facet> facet, String written) {
        if (written.equals(NOTHING)) {
            return facet.map(each -> new Reading(new Claims(Set.of(), Set.of(), Set.of(each.id())), List.of()))
                    .orElseGet(() -> Reading.problem("\"-\" does not say of which facet there is nothing"));
        }
        boolean unsure = written.startsWith(UNSURE);
        String id = id(unsure ? written.substring(UNSURE.length()) : written);
        Optional<String> problem = problem(facet, id);
        if (problem.isPresent()) {
            return Reading.problem(problem.get());
        }
        Claims claims =
                unsure ? new Claims(Set.of(), Set.of(id), Set.of()) : new Claims(Set.of(id), Set.of(), Set.of());
        return new Reading(claims, List.of());
    }

    private Optional<String> problem(Optional<Facet> facet, String id) {
        Facet of = facetsOfTags.get(id);
        if (of == null) {
            return Optional.of(
                    facets.containsKey(id)
                            ? "\"%s\" is a facet; say which of its tags, or \"%s/-\" for none".formatted(id, id)
                            : "there is no tag \"%s\"".formatted(id));
        }
        if (!scored.containsKey(id)) {
            return Optional.of("the tag \"%s\" is retired".formatted(id));
        }
        return facet.filter(each -> !each.id().equals(of.id()))
                .map(each -> "\"%s\" is a tag of \"%s\", not of \"%s\"".formatted(id, of.id(), each.id()));
    }

    /**
     * Understands a path of folders. A facet's folder says of which facet those below it are; every tag's folder on the way counts.
     *
     * @param names from the top
     */
    Reading path(List<String> names) {
        Reading reading = Reading.NOTHING;
        Optional<Facet> facet = Optional.empty();
        for (int i = 0; i < names.size(); i++) {
            Optional<Facet> named = facet(names.get(i));
            if (named.isPresent() && i + 1 < names.size() && isOf(named.get(), names.get(i + 1))) {
                facet = named;
            } else {
                reading = reading.and(tag(facet, names.get(i)));
            }
        }
        return reading;
    }

    private static boolean isOf(Facet facet, String name) {
        return name.equals(NOTHING) || facet.tag(id(name)).isPresent();
    }

    private static String id(String written) {
        return written.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
    }
}
