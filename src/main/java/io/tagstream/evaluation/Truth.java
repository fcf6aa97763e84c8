package io.tagstream.evaluation;

import java.util.BitSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one photo shows, does not show, and what nobody said of it.
 *
 * <ul>
 *   <li>A claimed tag is shown, and so are the tags above it: whoever says poodle says dog.
 *   <li>A facet is judged for a photo if somebody claimed one of its tags, or that it shows none of them. Of facets that are not
 *       judged nothing is known.
 *   <li>In a judged facet, what nobody claimed is not shown, in one-of and any-of facets alike: without that, an any-of tag could never be
 *       wrong. Two things stay unknown: what is below a shown tag of which nobody said which kind it is (dog, and no breed), and what
 *       somebody was unsure of, with the tags above and below it.
 *   <li>If the claims are complete, every facet is judged, and a dog of no claimed breed is of none of them.
 * </ul>
 */
public final class Truth {

    private final BitSet shown;
    private final BitSet absent;

    private Truth(BitSet shown, BitSet absent) {
        this.shown = shown;
        this.absent = absent;
    }

    /**
     * What follows from claims.
     *
     * @param complete whether what is not claimed is not shown, whatever the facet
     */
    public static Truth of(TagTree tree, Claims claims, boolean complete) {
        BitSet shown = tree.withAncestors(numbers(tree, claims.tags()));
        BitSet unsure = tree.withAncestors(numbers(tree, claims.unsure()));
        BitSet absent = new BitSet(tree.size());
        Set<String> judged =
                shown.stream().mapToObj(tag -> tree.facet(tag).id()).collect(Collectors.toSet());
        judged.addAll(claims.nothingOf());
        for (TagTree.Group group : tree.groups()) { // parents first
            if (complete || judged.contains(group.facet().id())) {
                group.tags().stream()
                        .filter(tag ->
                                !shown.get(tag) && !unsure.get(tag) && isRuledOut(group, shown, absent, complete))
                        .forEach(absent::set);
            }
        }
        return new Truth(shown, absent);
    }

    /** Whether the group's tags are absent unless they are shown. */
    private static boolean isRuledOut(TagTree.Group group, BitSet shown, BitSet absent, boolean complete) {
        if (group.parent().isEmpty() || absent.get(group.parent().getAsInt())) {
            return true;
        }
        return shown.get(group.parent().getAsInt())
                && (complete || group.tags().stream().anyMatch(shown::get));
    }

    private static BitSet numbers(TagTree tree, Set<String> ids) {
        BitSet numbers = new BitSet(tree.size());
        ids.forEach(id -> tree.number(id).ifPresent(numbers::set));
        return numbers;
    }

    public boolean shows(int tag) {
        return shown.get(tag);
    }

    public boolean lacks(int tag) {
        return absent.get(tag);
    }

    public boolean knows(int tag) {
        return shows(tag) || lacks(tag);
    }
}
