package io.tagstream.taxonomy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * No prompt speaks for two things in one facet: they would score alike, and which one a photo gets would be chance. Nor does a
 * tag have to beat a prompt twice, or its own. Compared as CLIP's tokenizer sees them, without case and repeated spaces.
 *
 * <p>That one tag's negative is what another one of an any-of group is found by is fine: they are not compared otherwise.
 */
final class PromptRules {

    /** No tag has a space in its id. */
    private static final String BACKGROUND = "the background";

    private final Problems problems;
    private final String place;
    private final Facet facet;
    private final Hierarchy hierarchy;

    /** By prompt, folded: the id of the tag that it speaks for, or the background. */
    private final Map<String, String> owners = new HashMap<>();

    PromptRules(Problems problems, String place, Facet facet) {
        this.problems = problems;
        this.place = place;
        this.facet = facet;
        this.hierarchy = new Hierarchy(facet);
    }

    /** Given the taxonomy's own templates and background. */
    void check(List<String> templates, List<String> background) {
        claim(place + ".background", BACKGROUND, Taxonomy.orElse(facet.background(), background));
        List<Tag> tags = facet.tags();
        for (int i = 0; i < tags.size(); i++) {
            if (hierarchy.isActive(tags.get(i))) {
                List<String> prompts = tags.get(i).expanded(hierarchy.templates(tags.get(i), templates));
                claim(Places.tag(place, i), tags.get(i).id(), prompts);
            }
        }
        for (int i = 0; i < tags.size(); i++) {
            if (hierarchy.isActive(tags.get(i))) {
                checkNegatives(Places.tag(place, i) + ".negatives", tags.get(i));
            }
        }
    }

    private void claim(String at, String owner, List<String> prompts) {
        Set<String> told = new HashSet<>();
        for (String prompt : prompts) {
            String first = prompt.isEmpty() ? null : owners.putIfAbsent(folded(prompt), owner);
            if (first != null && told.add(first)) { // once, not once per template
                problems.add(at, "the prompt \"%s\" is already %s".formatted(prompt, possessive(first)));
            }
        }
    }

    private void checkNegatives(String at, Tag tag) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < tag.negatives().size(); i++) {
            String negative = tag.negatives().get(i);
            String owner = owners.get(folded(negative));
            if (!seen.add(folded(negative)) && !negative.isEmpty()) {
                problems.add(at + "[" + i + "]", "\"%s\" is there twice".formatted(negative));
            } else if (owner != null && owner.equals(tag.id())) {
                problems.add(at + "[" + i + "]", "\"%s\" is the tag's own prompt".formatted(negative));
            } else if (owner != null && isCompetitor(owner, tag)) {
                problems.add(
                        at + "[" + i + "]",
                        "\"%s\" is %s, which it has to beat anyway".formatted(negative, possessive(owner)));
            }
        }
    }

    /** The background is everybody's; in a one-of group, siblings and their parent are each other's. */
    private boolean isCompetitor(String owner, Tag tag) {
        boolean related = hierarchy
                .tag(owner)
                .filter(other -> other.parent().equals(tag.parent())
                        || tag.parent().filter(owner::equals).isPresent())
                .isPresent();
        return owner.equals(BACKGROUND) || (related && hierarchy.kindOf(tag) == FacetKind.ONE_OF);
    }

    private static String possessive(String owner) {
        return owner.equals(BACKGROUND) ? BACKGROUND + "'s" : "tag \"" + owner + "\"'s";
    }

    private static String folded(String prompt) {
        return prompt.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }
}
