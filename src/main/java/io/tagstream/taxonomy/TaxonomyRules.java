package io.tagstream.taxonomy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything that has to hold in a taxonomy; the places are those of its YAML form. */
final class TaxonomyRules {

    private final Problems problems = new Problems();
    private final TextRules texts = new TextRules(problems);

    private TaxonomyRules() {}

    static List<Problem> check(
            String name, String description, List<String> templates, List<String> background, List<Facet> facets) {
        TaxonomyRules rules = new TaxonomyRules();
        rules.checkHead(name, description, templates, background);
        rules.checkSizes(templates, facets);
        rules.checkFacetIds(facets);
        for (int i = 0; i < facets.size(); i++) {
            rules.checkFacet("facets[" + i + "]", facets.get(i), background);
        }
        new HierarchyRules(rules.problems, facets).check();
        if (expandedPrompts(templates, facets) <= Taxonomy.MAX_PROMPTS) {
            new PromptRules(rules.problems, templates, background, facets).check();
        }
        return rules.problems.list();
    }

    private void checkHead(String name, String description, List<String> templates, List<String> background) {
        texts.checkId("name", name);
        texts.checkDescription("description", description);
        if (templates.isEmpty()) {
            problems.add("templates", "needs at least one");
        }
        texts.checkTemplates("templates", templates);
        texts.checkTexts("background", background);
    }

    private void checkSizes(List<String> templates, List<Facet> facets) {
        if (facets.isEmpty()) {
            problems.add("facets", "needs at least one");
        }
        if (facets.size() > Taxonomy.MAX_FACETS) {
            problems.add("facets", "are %d; %d are allowed".formatted(facets.size(), Taxonomy.MAX_FACETS));
        }
        int tags = facets.stream().mapToInt(facet -> facet.tags().size()).sum();
        if (tags > Taxonomy.MAX_TAGS) {
            problems.add("facets", "have %d tags; %d are allowed".formatted(tags, Taxonomy.MAX_TAGS));
        }
        long prompts = expandedPrompts(templates, facets);
        if (prompts > Taxonomy.MAX_PROMPTS) {
            problems.add(
                    "facets",
                    "have %d prompts once the words are in the templates; %d are allowed"
                            .formatted(prompts, Taxonomy.MAX_PROMPTS));
        }
    }

    private static long expandedPrompts(List<String> templates, List<Facet> facets) {
        return facets.stream()
                .mapToLong(facet -> {
                    int count = Taxonomy.orElse(facet.templates(), templates).size();
                    return facet.tags().stream()
                            .mapToLong(tag -> tag.expandedCount(count))
                            .sum();
                })
                .sum();
    }

    private void checkFacetIds(List<Facet> facets) {
        Map<String, Integer> taken = new HashMap<>();
        for (int i = 0; i < facets.size(); i++) {
            Integer first = taken.putIfAbsent(facets.get(i).id(), i);
            if (first != null && !facets.get(i).id().isEmpty()) {
                problems.add(
                        "facets[" + i + "].id",
                        "\"%s\" is taken by facets[%d]".formatted(facets.get(i).id(), first));
            }
        }
    }

    private void checkFacet(String place, Facet facet, List<String> inheritedBackground) {
        texts.checkId(place + ".id", facet.id());
        texts.checkText(place + ".name", facet.name());
        texts.checkDescription(place + ".description", facet.description());
        texts.checkTemplates(place + ".templates", facet.templates());
        texts.checkTexts(place + ".background", facet.background());
        texts.checkThreshold(place + ".threshold", facet.threshold());
        checkLimit(place + ".limit", facet);
        if (facet.background().isEmpty() && inheritedBackground.isEmpty()) {
            problems.add(place + ".background", "needs at least one prompt, here or for the whole taxonomy");
        }
        if (facet.tags().isEmpty()) {
            problems.add(place + ".tags", "needs at least one");
        }
        Set<String> groups = facet.groups();
        for (int i = 0; i < facet.tags().size(); i++) {
            Tag tag = facet.tags().get(i);
            checkTag(place + ".tags[" + i + "]", tag);
            if (groups.contains(tag.id())) {
                checkGroup(place + ".tags[" + i + "]", tag);
            }
        }
    }

    private void checkLimit(String place, Facet facet) {
        if (facet.kind() == FacetKind.ONE_OF && facet.limit() != 1) {
            problems.add(place, "a one-of facet gives one tag; leave it out");
        }
        if (facet.limit() < 1 || facet.limit() > Facet.MAX_LIMIT) {
            problems.add(place, "%d is outside 1 to %d".formatted(facet.limit(), Facet.MAX_LIMIT));
        }
    }

    private void checkTag(String place, Tag tag) {
        texts.checkId(place + ".id", tag.id());
        texts.checkText(place + ".name", tag.name());
        texts.checkDescription(place + ".description", tag.description());
        texts.checkTexts(place + ".words", tag.words());
        texts.checkTexts(place + ".prompts", tag.prompts());
        tag.threshold().ifPresent(threshold -> texts.checkThreshold(place + ".threshold", threshold));
    }

    /** What is written to no effect is refused, or somebody would tune it for a day. */
    private void checkGroup(String place, Tag tag) {
        String why = "has no effect: in a one-of facet, a tag with children is given by way of them";
        if (!tag.words().isEmpty()) {
            problems.add(place + ".words", why);
        }
        if (!tag.prompts().isEmpty()) {
            problems.add(place + ".prompts", why);
        }
        if (tag.threshold().isPresent()) {
            problems.add(place + ".threshold", why);
        }
    }
}
