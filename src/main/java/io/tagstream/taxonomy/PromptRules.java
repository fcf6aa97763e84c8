package io.tagstream.taxonomy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * No prompt speaks for two things in one facet: they would score alike, and which one a photo gets would be chance. Compared
 * as CLIP's tokenizer sees them, without case and repeated spaces.
 */
final class PromptRules {

    private final Problems problems;
    private final List<String> templates;
    private final List<String> background;
    private final List<Facet> facets;

    PromptRules(Problems problems, List<String> templates, List<String> background, List<Facet> facets) {
        this.problems = problems;
        this.templates = templates;
        this.background = background;
        this.facets = facets;
    }

    void check() {
        for (int i = 0; i < facets.size(); i++) {
            check("facets[" + i + "]", facets.get(i));
        }
    }

    private void check(String place, Facet facet) {
        Map<String, String> owners = new HashMap<>();
        claim(owners, place + ".background", "the background", Taxonomy.orElse(facet.background(), background));
        Set<String> groups = facet.groups();
        for (int i = 0; i < facet.tags().size(); i++) {
            Tag tag = facet.tags().get(i);
            if (tag.active() && !groups.contains(tag.id())) {
                claim(
                        owners,
                        place + ".tags[" + i + "]",
                        "tag \"" + tag.id() + "\"",
                        tag.expanded(Taxonomy.orElse(facet.templates(), templates)));
            }
        }
    }

    private void claim(Map<String, String> owners, String place, String owner, List<String> prompts) {
        Set<String> told = new HashSet<>();
        for (String prompt : prompts) {
            String seen = prompt.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
            String first = seen.isEmpty() ? null : owners.putIfAbsent(seen, owner);
            if (first != null && told.add(first)) { // once, not once per template
                problems.add(place, "the prompt \"%s\" is already %s's".formatted(prompt, first));
            }
        }
    }
}
