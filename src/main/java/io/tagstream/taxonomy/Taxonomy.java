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
 */
public record Taxonomy(
        String name, String description, List<String> templates, List<String> background, List<Facet> facets) {

    /** Where a template takes the tag's word. */
    public static final String PLACEHOLDER = "{}";

    /** The prompt that CLIP's authors found to be a good default (Radford et al. 2021, section 3.1.4). */
    public static final List<String> DEFAULT_TEMPLATES = List.of("a photo of {}");

    public static final int MAX_FACETS = 100;

    /** A screenful of facets with a dictionary each; at 768 dimensions 10,000 rows are 31 MB. */
    public static final int MAX_TAGS = 10_000;

    /** After expansion: a quarter of an hour of text encoding on two CPU cores, 150 MB of embeddings while compiling. */
    public static final int MAX_PROMPTS = 50_000;

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
        facets = List.copyOf(facets);
        List<Problem> problems = TaxonomyRules.check(name, description, templates, background, facets);
        if (!problems.isEmpty()) {
            throw new InvalidTaxonomy("taxonomy " + name, problems);
        }
    }

    public Optional<Tag> tag(String id) {
        return facets.stream()
                .flatMap(facet -> facet.tags().stream())
                .filter(tag -> tag.id().equals(id))
                .findFirst();
    }

    /** The prompts whose mean embedding stands for the tag; at least one. */
    public List<String> prompts(Facet facet, Tag tag) {
        return tag.expanded(orElse(facet.templates(), templates));
    }

    /** The prompts that a tag of the facet has to beat; at least one. */
    public List<String> background(Facet facet) {
        return orElse(facet.background(), background);
    }

    static List<String> orElse(List<String> own, List<String> inherited) {
        return own.isEmpty() ? inherited : own;
    }
}
