package io.tagstream.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.search.Segment.Range;
import io.tagstream.search.Segment.State;
import io.tagstream.search.SegmentPlan.Gap;
import io.tagstream.search.SegmentPlan.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SegmentPlanTest {

    private static final SegmentPlan PLAN = new SegmentPlan(10, 100);

    @Test
    void aShortTailIsLeftAlone() {
        assertThat(PLAN.next(List.of(), List.of(tail(0, 9)), Map.of())).isEmpty();
    }

    @Test
    void aLongTailBecomesASegmentAsLargeAsOneMayBe() {
        assertThat(PLAN.next(List.of(), List.of(tail(0, 50)), Map.of()))
                .contains(new Step.Build(new Range(0, Long.MAX_VALUE), 50));
        assertThat(PLAN.next(List.of(), List.of(tail(0, 500)), Map.of()))
                .contains(new Step.Build(new Range(0, Long.MAX_VALUE), 100));
    }

    @Test
    void neighboursOfAboutTheSameSizeBecomeOneWithWhatIsBetweenThem() {
        List<Segment> alike = List.of(segment(1, 0, 40), segment(2, 50, 20));

        assertThat(PLAN.next(alike, List.of(), Map.of())).contains(new Step.Build(new Range(0, 69), 60));
        assertThat(PLAN.next(List.of(segment(1, 0, 50), segment(2, 50, 20)), List.of(), Map.of()))
                .isEmpty();
        assertThat(PLAN.next(List.of(segment(1, 0, 60), segment(2, 60, 60)), List.of(), Map.of()))
                .as("too large for one")
                .isEmpty();
    }

    @Test
    void newPhotosComeBeforeTidiness() {
        List<Segment> alike = List.of(segment(1, 0, 20), segment(2, 20, 20));

        assertThat(PLAN.next(alike, List.of(tail(40, 12)), Map.of()))
                .contains(new Step.Build(new Range(40, Long.MAX_VALUE), 12));
    }

    @Test
    void aSegmentThatHasLostMostOfItsPhotosIsMadeAgainOrDropped() {
        Segment segment = segment(1, 0, 80);

        assertThat(PLAN.next(List.of(segment), List.of(), Map.of(1, 41L))).isEmpty();
        assertThat(PLAN.next(List.of(segment), List.of(), Map.of(1, 39L)))
                .contains(new Step.Build(segment.range(), 39));
        assertThat(PLAN.next(List.of(segment), List.of(), Map.of(1, 0L))).contains(new Step.Drop(segment));
    }

    /** A photo is indexed again as often as its segment doubles, or nearly, and there are as many segments as that. */
    @Test
    void aCatalogThatGrowsSteadilyHasFewSegmentsAndMakesThemSeldom() {
        SegmentPlan plan = new SegmentPlan(10, 1_000_000);
        List<Segment> segments = new ArrayList<>();
        long built = 0;
        int most = 0;
        int number = 0;
        for (int photos = 10; photos <= 20_000; photos += 10) {
            segments.add(segment(++number, photos - 10, 10));
            built += 10;
            Optional<Step> next = plan.next(segments, List.of(), Map.of());
            while (next.isPresent() && next.get() instanceof Step.Build build) {
                segments.removeIf(one -> one.first() >= build.range().first()
                        && one.last() <= build.range().last());
                segments.add(segment(++number, build.range().first(), build.photos()));
                segments.sort(Comparator.comparing(Segment::first));
                built += build.photos();
                next = plan.next(segments, List.of(), Map.of());
            }
            most = Math.max(most, segments.size());
        }

        assertThat(most).isLessThanOrEqualTo(9);
        assertThat(built / 20_000.0).isLessThan(12);
    }

    @Test
    void whatNoSegmentHasIsKnown() {
        assertThat(Segment.others(List.of())).containsExactly(new Range(0, Long.MAX_VALUE));
        assertThat(Segment.others(List.of(segment(2, 50, 10), segment(1, 0, 20))))
                .containsExactly(new Range(20, 49), new Range(60, Long.MAX_VALUE));
    }

    private static Gap tail(long first, long photos) {
        return new Gap(new Range(first, Long.MAX_VALUE), photos);
    }

    private static Segment segment(int number, long first, long photos) {
        return new Segment(number, 1, first, first + photos - 1, State.READY, photos);
    }
}
