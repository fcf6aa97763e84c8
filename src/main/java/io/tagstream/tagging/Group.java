package io.tagstream.tagging;

import io.tagstream.taxonomy.RowRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tags that are decided together: the roots of a facet, or the children of a tag. Arrays, because every photo goes through them.
 *
 * @param oneOf whether they exclude each other
 * @param parent number of the tag above them, or {@link #NO_PARENT}
 * @param rest rows of what a photo may show instead of one of them: the facet's background or, below a tag, that tag's label
 * @param tags those that come by their prompts, then those that were learned, each in the taxonomy's order
 * @param zeroShot how many come by their prompts
 * @param looked by tag: the row that tells about it, of its label or of its learned weights
 * @param needed by tag: {@link ScoredTag#neededLogOdds}, less a learned tag's bias
 * @param rivals rows that share the probability in a one-of group: labels of the zero-shot tags, then the rest
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared, shared by nobody who would change them
record Group(
        boolean oneOf,
        int parent,
        RowRange rest,
        ScoredTag[] tags,
        int zeroShot,
        int[] looked,
        double[] needed,
        int[] rivals) {

    static final int NO_PARENT = -1;

    /** @param tags at least one */
    static Group of(boolean oneOf, int parent, RowRange rest, List<ScoredTag> tags) {
        List<ScoredTag> ordered = new ArrayList<>(
                tags.stream().filter(tag -> tag.learned().isEmpty()).toList());
        int zeroShot = ordered.size();
        tags.stream().filter(tag -> tag.learned().isPresent()).forEach(ordered::add);
        return new Group(
                oneOf,
                parent,
                rest,
                ordered.toArray(ScoredTag[]::new),
                zeroShot,
                ordered.stream().mapToInt(Group::looked).toArray(),
                ordered.stream().mapToDouble(Group::needed).toArray(),
                IntStream.concat(
                                ordered.stream().limit(zeroShot).mapToInt(ScoredTag::row),
                                IntStream.range(rest.first(), rest.end()))
                        .toArray());
    }

    boolean isBelowATag() {
        return parent != NO_PARENT;
    }

    private static int looked(ScoredTag tag) {
        return tag.learned().map(ScoredTag.Learned::row).orElse(tag.row());
    }

    private static double needed(ScoredTag tag) {
        return tag.neededLogOdds() - tag.learned().map(ScoredTag.Learned::bias).orElse(0.0);
    }
}
