package io.tagstream.taxonomy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything that has to hold in a taxonomy; the places are those of its YAML form. */
final class TaxonomyRules {

    private final Problems problems = new Problems();
    private final TextRules texts = new TextRules(problems);
    private final List<String> templates;
    private final List<String> background;
    private final List<Facet> facets;

    TaxonomyRules(List<String> templates, List<String> background, List<Facet> facets) {
        this.templates = templates;
        this.background = background;
        this.facets = facets;
    }

    List<Problem> check(String name, String description, double threshold, int limit) {
        checkHead(name, description, threshold, limit);
        checkSizes();
        checkFacetIds();
        for (int i = 0; i < facets.size(); i++) {
            checkFacet(Places.facet(i), facets.get(i));
        }
        new HierarchyRules(problems, facets).check();
        for (int i = 0; i < facets.size(); i++) {
            new NameRules(problems, Places.facet(i), facets.get(i)).check();
        }
        if (expandedPrompts() <= Taxonomy.MAX_PROMPTS) {
            for (int i = 0; i < facets.size(); i++) {
                new PromptRules(problems, Places.facet(i), facets.get(i)).check(templates, background);
            }
        }
        return problems.list();
    }

    private void checkHead(String name, String description, double threshold, int limit) {
        texts.checkId("name", name);
        texts.checkDescription("description", description);
        if (templates.isEmpty()) {
            problems.add("templates", "needs at least one");
        }
        texts.checkTemplates("templates", templates);
        texts.checkTexts("background", background);
        texts.checkThreshold("threshold", threshold);
        checkLimit("limit", limit, Taxonomy.MAX_LIMIT);
    }

    private void checkSizes() {
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
        long prompts = expandedPrompts();
        if (prompts > Taxonomy.MAX_PROMPTS) {
            problems.add(
                    "facets",
                    "have %d prompts once the words are in the templates; %d are allowed"
                            .formatted(prompts, Taxonomy.MAX_PROMPTS));
        }
    }

    private long expandedPrompts() {
        return facets.stream().mapToLong(this::expandedPrompts).sum();
    }

    private long expandedPrompts(Facet facet) {
        Hierarchy hierarchy = new Hierarchy(facet);
        return facet.tags().stream()
                .mapToLong(tag ->
                        tag.promptCount(hierarchy.templates(tag, templates).size()))
                .sum();
    }

    private void checkFacetIds() {
        Map<String, Integer> taken = new HashMap<>();
        for (int i = 0; i < facets.size(); i++) {
            Integer first = taken.putIfAbsent(facets.get(i).id(), i);
            if (first != null && !facets.get(i).id().isEmpty()) {
                problems.add(
                        Places.facet(i) + ".id",
                        "\"%s\" is taken by %s".formatted(facets.get(i).id(), Places.facet(first)));
            }
        }
    }

    private void checkFacet(String place, Facet facet) {
        texts.checkId(place + ".id", facet.id());
        texts.checkNaming(place, facet.naming());
        texts.checkTemplates(place + ".templates", facet.templates());
        texts.checkTexts(place + ".background", facet.background());
        facet.threshold().ifPresent(threshold -> texts.checkThreshold(place + ".threshold", threshold));
        checkLimit(place + ".limit", facet.limit(), Facet.MAX_LIMIT);
        if (facet.limit() > 1 && Facet.defaultLimit(facet.kind(), facet.tags()) == 1) {
            problems.add(place + ".limit", "a one-of facet without children gives one tag; leave it out");
        }
        if (facet.background().isEmpty() && background.isEmpty()) {
            problems.add(place + ".background", "needs at least one prompt, here or for the whole taxonomy");
        }
        if (facet.tags().isEmpty()) {
            problems.add(place + ".tags", "needs at least one");
        }
        Set<String> parents = new HashSet<>();
        facet.tags().forEach(tag -> tag.parent().ifPresent(parents::add));
        for (int i = 0; i < facet.tags().size(); i++) {
            Tag tag = facet.tags().get(i);
            checkTag(Places.tag(place, i), tag, parents.contains(tag.id()));
        }
    }

    private void checkLimit(String place, int limit, int max) {
        if (limit < 1 || limit > max) {
            problems.add(place, "%d is outside 1 to %d".formatted(limit, max));
        }
    }

    private void checkTag(String place, Tag tag, boolean isParent) {
        texts.checkId(place + ".id", tag.id());
        texts.checkNaming(place, tag.naming());
        texts.checkTexts(place + ".synonyms", tag.synonyms());
        texts.checkTexts(place + ".words", tag.words());
        texts.checkTexts(place + ".prompts", tag.prompts());
        texts.checkTexts(place + ".negatives", tag.negatives());
        tag.threshold().ifPresent(threshold -> texts.checkThreshold(place + ".threshold", threshold));
        texts.checkTemplates(place + ".children.templates", tag.children().templates());
        if (!isParent && !tag.children().equals(Children.DEFAULT)) {
            problems.add(place + ".children", "has no effect: no tag has \"%s\" as its parent".formatted(tag.id()));
        }
    }
}
