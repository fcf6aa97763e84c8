package io.tagstream.taxonomy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One question about a photo, and the tags that answer it. A value, checked by {@link Taxonomy}.
 *
 * @param id unique among the facets
 * @param kind how its roots relate, and what is below them unless a tag says otherwise
 * @param templates prompts with a {@code {}} for the tag's word; empty to use the taxonomy's
 * @param background whole prompts that describe no tag in particular, which a tag has to beat; empty to use the taxonomy's
 * @param threshold the confidence from which on a tag is given, in (0, 1), unless the tag has its own; the taxonomy's if absent
 * @param limit tags that a photo gets at most
 */
public record Facet(
        String id,
        Naming naming,
        FacetKind kind,
        List<String> templates,
        List<String> background,
        OptionalDouble threshold,
        int limit,
        List<Tag> tags) {

    /** More tags than this help nobody to find a photo, and a threshold set too low stays harmless. */
    public static final int DEFAULT_LIMIT = 10;

    public static final int MAX_LIMIT = 100;

    public Facet {
        id = id.strip();
        templates = templates.stream().map(String::strip).toList();
        background = background.stream().map(String::strip).toList();
        tags = List.copyOf(tags);
    }

    /** The limit of a facet that says nothing: the roots of a one-of facet without children need none. */
    static int defaultLimit(FacetKind kind, List<Tag> tags) {
        return kind == FacetKind.ONE_OF
                        && tags.stream().allMatch(tag -> tag.parent().isEmpty())
                ? 1
                : DEFAULT_LIMIT;
    }

    public String name() {
        return naming.name();
    }

    public Map<String, String> names() {
        return naming.names();
    }

    public String description() {
        return naming.description();
    }

    public Optional<Tag> tag(String id) {
        return tags.stream().filter(tag -> tag.id().equals(id)).findFirst();
    }

    /** Every tag that a photo may get, in order: those that are active, and whose ancestors all are. */
    public List<Tag> scored() {
        Hierarchy hierarchy = new Hierarchy(this);
        return tags.stream().filter(hierarchy::isActive).toList();
    }

    /** The scored tags, each in one group; a group comes after the one that its parent is in. */
    public List<TagGroup> groups() {
        return new Hierarchy(this).groups();
    }

    /** The same in a taxonomy that has a threshold: one that says what is inherited anyway is no word of its own. */
    Facet inheriting(double inherited) {
        boolean own = threshold.isPresent() && threshold.getAsDouble() != inherited;
        return new Facet(
                id, naming, kind, templates, background, own ? threshold : OptionalDouble.empty(), limit, tags);
    }
}
