package io.tagstream.evaluation;

import io.tagstream.clip.Embedding;
import io.tagstream.failure.Failure;
import io.tagstream.tagging.Competitor;
import io.tagstream.tagging.TagExplanation;
import io.tagstream.tagging.Tagger;
import java.util.BitSet;

/** Asks a tagger about photos. */
public final class TagScorer {

    private final TagTree tree;
    private final Tagger tagger;

    /** @param tree of the taxonomy that the tagger tags by */
    public TagScorer(TagTree tree, Tagger tagger) {
        this.tree = tree;
        this.tagger = tagger;
    }

    /**
     * What it says of one photo.
     *
     * @throws Failure as {@link Tagger#explain} does
     */
    public Scores scores(Embedding photo) {
        double[] confidences = new double[tree.size()];
        BitSet given = new BitSet(tree.size());
        BitSet reachable = new BitSet(tree.size());
        for (TagExplanation tag : tagger.explain(photo).tags()) {
            int number = tree.number(tag.tagId()).orElseThrow();
            confidences[number] = tag.confidence();
            given.set(number, tag.isGiven());
            reachable.set(number, isReachable(tag));
        }
        return new Scores(confidences, given, reachable);
    }

    private static boolean isReachable(TagExplanation tag) {
        return switch (tag.decision()) {
            case GIVEN, OVER_LIMIT -> true;
            case PARENT_MISSING, SIBLING_WON, NOTHING_IN_PARTICULAR -> false;
            case BELOW_THRESHOLD -> leads(tag);
        };
    }

    /** Whether a one-of tag that is below its threshold would also have to fear what is no tag. */
    private static boolean leads(TagExplanation tag) {
        return switch (tag.kind()) {
            case ANY_OF -> true;
            case ONE_OF ->
                tag.competitors().stream()
                        .filter(other -> other.kind() != Competitor.Kind.SIBLING)
                        .noneMatch(other -> other.logit() >= tag.logit());
        };
    }
}
