package io.tagstream.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A range of embeddings of one model that has an index of its own.
 *
 * @param number its segment_no
 * @param first the lowest embedding_no
 * @param last the highest
 * @param photos embeddings in it when its index was built
 */
record Segment(int number, int model, long first, long last, State state, long photos) {

    enum State {
        BUILDING,
        READY,
        DROPPING
    }

    /** Numbers of embeddings, ends included. */
    record Range(long first, long last) {}

    Segment {
        if (first > last) {
            throw new IllegalArgumentException("a segment from %d to %d".formatted(first, last));
        }
    }

    String index() {
        return index(number);
    }

    static String index(int number) {
        return "search_segment_" + number;
    }

    Range range() {
        return new Range(first, last);
    }

    /** The numbers that are in none of some segments; what is new is in the last of them. */
    static List<Range> others(List<Segment> segments) {
        List<Range> others = new ArrayList<>();
        long next = 0;
        for (Segment segment : segments.stream()
                .sorted(Comparator.comparingLong(Segment::first))
                .toList()) {
            if (segment.first > next) {
                others.add(new Range(next, segment.first - 1));
            }
            next = Math.max(next, segment.last + 1);
        }
        others.add(new Range(next, Long.MAX_VALUE));
        return others;
    }
}
