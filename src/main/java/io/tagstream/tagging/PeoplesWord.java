package io.tagstream.tagging;

import io.tagstream.taxonomy.FacetKind;
import io.tagstream.taxonomy.Taxonomy;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What people said of a photo's tags, over what a release gives it. People are right, and a model's tag that cannot be true
 * beside their word goes:
 *
 * <ul>
 *   <li>A tag that somebody rejected, and the tags below it.
 *   <li>Where somebody accepted a tag: the tags that exclude it or one above it, and the tags below them. Whoever says beagle has
 *       said dog, and so not cat, if cats and dogs are in a one-of group.
 * </ul>
 *
 * <p>What somebody accepted always stays: beside another accepted tag, below a rejected one, and when it is retired, which only
 * tells the model not to give it.
 */
public final class PeoplesWord {

    private final Map<String, Placement> placements;

    /** @param taxonomy that of the release whose tags are looked at */
    public PeoplesWord(Taxonomy taxonomy) {
        this.placements = Placement.of(taxonomy);
    }

    /** {@link #overlay(List, Map)} for one photo; whoever has many of them keeps a {@link PeoplesWord}. */
    public static List<AssignedTag> overlay(Taxonomy taxonomy, List<AssignedTag> tags, Map<String, Verdict> verdicts) {
        return verdicts.isEmpty() ? tags : new PeoplesWord(taxonomy).overlay(tags, verdicts);
    }

    /**
     * The tags that the photo has in effect.
     *
     * @param tags what the release gives, all of it in the taxonomy
     * @param verdicts by tag id; those about tags that the taxonomy does not have say nothing here
     * @return most confident first, then by id
     */
    public List<AssignedTag> overlay(List<AssignedTag> tags, Map<String, Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return tags;
        }
        List<Placement> accepted = verdicts.entrySet().stream()
                .filter(entry -> entry.getValue() == Verdict.ACCEPTED && placements.containsKey(entry.getKey()))
                .map(entry -> placement(entry.getKey()))
                .toList();
        Stream<AssignedTag> left = tags.stream()
                .filter(tag -> verdicts.get(tag.tagId()) != Verdict.ACCEPTED)
                .filter(tag -> withAncestors(placement(tag.tagId()))
                        .noneMatch(above -> verdicts.get(above.tagId()) == Verdict.REJECTED
                                || accepted.stream().anyMatch(word -> excludes(word, above))));
        return Stream.concat(accepted.stream().map(word -> byHuman(word, tags)), left)
                .sorted(AssignedTag.BY_CONFIDENCE)
                .toList();
    }

    /** Keeps the model's score where it agrees. */
    private static AssignedTag byHuman(Placement word, List<AssignedTag> tags) {
        OptionalDouble score = tags.stream()
                .filter(tag -> tag.tagId().equals(word.tagId()))
                .map(AssignedTag::score)
                .findFirst()
                .orElse(OptionalDouble.empty());
        return new AssignedTag(word.tagId(), word.facetId(), score, 1, Origin.HUMAN);
    }

    private boolean excludes(Placement accepted, Placement tag) {
        return tag.kind() == FacetKind.ONE_OF
                && withAncestors(accepted).noneMatch(word -> word.tagId().equals(tag.tagId()))
                && withAncestors(accepted).anyMatch(tag::isSiblingOf);
    }

    private Stream<Placement> withAncestors(Placement placement) {
        return Stream.concat(
                Stream.of(placement), placement.ancestors().stream().map(this::placement));
    }

    private Placement placement(String id) {
        Placement placement = placements.get(id);
        if (placement == null) {
            throw new IllegalArgumentException("the taxonomy has no tag " + id);
        }
        return placement;
    }
}
