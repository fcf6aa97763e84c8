package io.tagstream.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What was taken for what in a one-of group: a facet's roots, or the kinds of one tag, such as breeds of dogs.
 *
 * <p>Looked at are photos of which it is known what of the group they show. {@code top1} counts, of those that show one, for how many
 * that is the most confident of the group, whatever thresholds and background say; of several that somebody claimed, any will do.
 *
 * @param top1 of how many photos the most confident tag is right
 * @param top1Of photos that show a tag of the group
 * @param several photos of which somebody claimed more than one of the group; they have no place in the confusion
 * @param confusion [shown][given] photos; the last row and column stand for none of the group
 */
public record GroupResult(TagTree.Group group, long top1, long top1Of, long several, List<List<Long>> confusion) {

    public GroupResult {
        confusion = confusion.stream().map(List::copyOf).toList();
    }

    static GroupResult of(TagTree.Group group, Iterable<JudgedPhoto> photos) {
        List<Integer> tags = group.tags();
        long[][] confusion = new long[tags.size() + 1][tags.size() + 1];
        long top1 = 0;
        long top1Of = 0;
        long several = 0;
        for (JudgedPhoto photo : photos) {
            if (isKnown(group, photo)) {
                List<Integer> shown = tags.stream().filter(photo.truth()::shows).toList();
                top1Of += shown.isEmpty() ? 0 : 1;
                top1 += shown.contains(mostConfident(tags, photo)) ? 1 : 0;
                if (shown.size() > 1) {
                    several++;
                } else {
                    confusion[row(tags, shown)][
                            row(tags, tags.stream().filter(photo::has).toList())]++;
                }
            }
        }
        return new GroupResult(group, top1, top1Of, several, lists(confusion));
    }

    private static boolean isKnown(TagTree.Group group, JudgedPhoto photo) {
        OptionalInt parent = group.parent();
        return (parent.isEmpty() || photo.truth().shows(parent.getAsInt()))
                && group.tags().stream().allMatch(photo.truth()::knows);
    }

    private static int mostConfident(List<Integer> tags, JudgedPhoto photo) {
        int best = tags.getFirst();
        for (int tag : tags) {
            best = photo.ownConfidence(tag) > photo.ownConfidence(best) ? tag : best;
        }
        return best;
    }

    private static int row(List<Integer> tags, List<Integer> one) {
        return one.isEmpty() ? tags.size() : tags.indexOf(one.getFirst());
    }

    private static List<List<Long>> lists(long[][] matrix) {
        return Arrays.stream(matrix)
                .map(row -> Arrays.stream(row).boxed().toList())
                .toList();
    }

    public OptionalDouble top1Share() {
        return Counts.share(top1, top1Of);
    }

    /** Whether anything is in it. */
    public boolean isSeen() {
        return top1Of > 0 || confusion.stream().flatMap(List::stream).anyMatch(count -> count > 0);
    }
}
