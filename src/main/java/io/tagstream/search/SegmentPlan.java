package io.tagstream.search;

import io.tagstream.search.Segment.Range;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is to be done next for a model's photos to be in few segments. What is new becomes a segment of its own, and neighbours of about the same
 * size become one, as in a log-structured merge tree: so a photo is indexed again only when its segment doubles or so.
 *
 * @param tail photos from which they are worth a segment
 * @param most photos of a segment
 */
record SegmentPlan(long tail, long most) {

    /** A segment is like its neighbour if it has no more than so many times its photos. */
    private static final int ALIKE = 2;

    /** An index of which less than this part is left is made anew: what is gone costs time on the way to what is there. */
    private static final double LEFT = 0.5;

    /** Photos in a range that no segment covers. */
    record Gap(Range range, long photos) {}

    /** What to do. */
    sealed interface Step {

        /**
         * Make a segment, in place of those within its range.
         *
         * @param photos from the beginning of the range that are to be in it
         */
        record Build(Range range, long photos) implements Step {}

        /** Remove a segment that nothing is left of. */
        record Drop(Segment segment) implements Step {}
    }

    /**
     * The next step, if there is one.
     *
     * @param segments that are ready, by their range
     * @param gaps between and after them
     * @param left photos of segments by their number, where they were counted since
     */
    Optional<Step> next(List<Segment> segments, List<Gap> gaps, Map<Integer, Long> left) {
        return index(gaps).or(() -> tidy(segments, left)).or(() -> merge(segments, left));
    }

    private Optional<Step> index(List<Gap> gaps) {
        return gaps.stream()
                .filter(gap -> gap.photos >= tail)
                .max(Comparator.comparingLong(Gap::photos))
                .map(gap -> new Step.Build(gap.range, Math.min(gap.photos, most)));
    }

    private static Optional<Step> tidy(List<Segment> segments, Map<Integer, Long> left) {
        return segments.stream()
                .filter(segment -> photos(segment, left) < LEFT * segment.photos())
                .findFirst()
                .map(segment -> photos(segment, left) == 0
                        ? new Step.Drop(segment)
                        : new Step.Build(segment.range(), photos(segment, left)));
    }

    private Optional<Step> merge(List<Segment> segments, Map<Integer, Long> left) {
        return IntStream.range(1, segments.size())
                .mapToObj(i -> segments.subList(i - 1, i + 1))
                .filter(pair -> isWorthwhile(photos(pair.getFirst(), left), photos(pair.getLast(), left)))
                .min(Comparator.comparingLong(pair -> photos(pair.getFirst(), left) + photos(pair.getLast(), left)))
                .map(pair -> new Step.Build(
                        new Range(pair.getFirst().first(), pair.getLast().last()),
                        photos(pair.getFirst(), left) + photos(pair.getLast(), left)));
    }

    private boolean isWorthwhile(long one, long other) {
        return one + other <= most && Math.max(one, other) <= ALIKE * Math.max(tail, Math.min(one, other));
    }

    private static long photos(Segment segment, Map<Integer, Long> left) {
        return left.getOrDefault(segment.number(), segment.photos());
    }
}
