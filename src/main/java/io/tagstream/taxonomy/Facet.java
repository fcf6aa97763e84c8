package io.tagstream.taxonomy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One question about a photo, and the tags that answer it. A value, checked by {@link Taxonomy}.
 *
 * @param id unique among the facets
 * @param templates prompts with a {@code {}} for the tag's word; empty to use the taxonomy's
 * @param background whole prompts that describe no tag in particular, which a tag has to beat; empty to use the taxonomy's
 * @param threshold the confidence from which on a tag is given, in (0, 1), unless the tag has its own
 * @param limit tags that a photo gets at most; 1 for one-of
 */
public record Facet(
        String id,
        String name,
        FacetKind kind,
        String description,
        List<String> templates,
        List<String> background,
        double threshold,
        int limit,
        List<Tag> tags) {

    /** More likely than not. */
    public static final double DEFAULT_THRESHOLD = 0.5;

    /** For any-of: more tags than this help nobody to find a photo, and a threshold set too low stays harmless. */
    public static final int DEFAULT_LIMIT = 10;

    public static final int MAX_LIMIT = 100;

    public Facet {
        id = id.strip();
        name = name.strip();
        description = description.strip();
        templates = templates.stream().map(String::strip).toList();
        background = background.stream().map(String::strip).toList();
        tags = List.copyOf(tags);
    }

    public double threshold(Tag tag) {
        return tag.threshold().orElse(threshold);
    }

    /**
     * The tags that compete for a photo, in order: the active ones; in a one-of facet only those without an active child, or a
     * tag would share its probability with its own kinds.
     */
    public List<Tag> scored() {
        Set<String> groups = groups();
        return tags.stream()
                .filter(tag -> tag.active() && !groups.contains(tag.id()))
                .toList();
    }

    /** Ids of the tags that stand for their children and are not scored themselves. */
    Set<String> groups() {
        Set<String> groups = new HashSet<>();
        if (kind == FacetKind.ONE_OF) {
            tags.stream().filter(Tag::active).forEach(tag -> tag.parent().ifPresent(groups::add));
        }
        return groups;
    }
}
