package io.tagstream.taxonomy;

import java.util.List;
import java.util.Optional;

/**
 * What photos are tagged with. There are no wrong ones: making one checks everything and collects every problem.
 *
 * <p>The order of facets and tags is part of it: it is the order in which people see them.
 *
 * @param name like an id, since files and addresses are named after it
 * @param templates for facets that have none of their own
 * @param background for facets that have none of their own
 * @param threshold for facets that have none of their own
 * @param limit tags that a photo gets at most, over all facets
 */
public record Taxonomy(
        String name,
        String description,
        List<String> templates,
        List<String> background,
        double threshold,
        int limit,
        List<Facet> facets) {

    /** Where a template takes the tag's word. */
    public static final String PLACEHOLDER = "{}";

    /** The prompt that CLIP's authors found to be a good default (Radford et al. 2021, section 3.1.4). */
    public static final List<String> DEFAULT_TEMPLATES = List.of("a photo of {}");

    /** More likely than not. For good: versions that do not say otherwise mean it. */
    public static final double DEFAULT_THRESHOLD = 0.5;

    /** For good, like the threshold. */
    public static final int DEFAULT_LIMIT = 100;

    public static final int MAX_LIMIT = 1_000;

    public static final int MAX_FACETS = 100;

    /** A screenful of facets with a dictionary each; at 768 dimensions 10,000 rows are 31 MB. */
    public static final int MAX_TAGS = 10_000;

    /** After expansion: a quarter of an hour of text encoding on two CPU cores, 150 MB of embeddings while compiling. */
    public static final int MAX_PROMPTS = 50_000;

    /** Levels of tags in a facet; biology makes do with as many. */
    public static final int MAX_LEVELS = 8;

    /**
     * Checks everything.
     *
     * @throws InvalidTaxonomy with everything that is wrong
     */
    public Taxonomy {
        name = name.strip();
        description = description.strip();
        templates = templates.stream().map(String::strip).toList();
        background = background.stream().map(String::strip).toList();
        facets = facets.stream().map(facet -> facet.inheriting(threshold)).toList();
        TaxonomyRules rules = new TaxonomyRules(templates, background, facets);
        List<Problem> problems = rules.check(name, description, threshold, limit);
        if (!problems.isEmpty()) {
            throw new InvalidTaxonomy("taxonomy " + name, problems);
        }
    }

    public Optional<Tag> tag(String id) {
        return facets.stream().flatMap(facet -> facet.tag(id).stream()).findFirst();
    }

    /** The facet that a tag is in. */
    public Optional<Facet> facetOf(String tagId) {
        return facets.stream().filter(facet -> facet.tag(tagId).isPresent()).findFirst();
    }

    /** What a tag's words are put into; at least one. */
    public List<String> templates(Facet facet, Tag tag) {
        return new Hierarchy(facet).templates(tag, templates);
    }

    /** The prompts whose mean embedding stands for the tag; at least one. */
    public List<String> prompts(Facet facet, Tag tag) {
        return tag.expanded(templates(facet, tag));
    }

    /** The prompts that a tag of the facet has to beat; at least one. */
    public List<String> background(Facet facet) {
        return orElse(facet.background(), background);
    }

    /** The confidence from which on a tag of the facet is given, unless it has its own. */
    public double threshold(Facet facet) {
        return facet.threshold().orElse(threshold);
    }

    /** The confidence from which on a tag of the facet is given. */
    public double threshold(Facet facet, Tag tag) {
        return tag.threshold().orElseGet(() -> threshold(facet));
    }

    static List<String> orElse(List<String> own, List<String> inherited) {
        return own.isEmpty() ? inherited : own;
    }
}
