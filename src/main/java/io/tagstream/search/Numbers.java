package io.tagstream.search;

import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which numbers of embeddings are known. Numbers are given before a transaction ends, so a lower one may be seen after a higher one. All
 * below some are known, and single ones beyond it; the first grows once no transaction is left that could still bring a lower number.
 */
final class Numbers {

    /** Ranges beyond {@code through}, ends included, by their first number. */
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    private long through;

    /** What {@link #through} will be once all transactions before that one have ended. */
    private long next;

    private long awaited;

    /**
     * As of now.
     *
     * @param through up to here, there is nothing unknown that anybody will ever see
     * @param beyond known ones after that, as an int8multirange
     */
    record Known(long through, String beyond) {}

    Known known() {
        return new Known(
                through,
                ranges.entrySet().stream()
                        .map(range -> "[%d,%d]".formatted(range.getKey(), range.getValue()))
                        .collect(Collectors.joining(",", "{", "}")));
    }

    /** The highest that is known. */
    long highest() {
        return ranges.isEmpty() ? through : ranges.lastEntry().getValue();
    }

    void add(long number) {
        if (number <= through) {
            return;
        }
        Entry<Long, Long> before = ranges.floorEntry(number);
        if (before != null && before.getValue() >= number) {
            return;
        }
        boolean joinsBefore = before != null && before.getValue() == number - 1;
        long first = joinsBefore ? before.getKey() : number;
        Long after = ranges.remove(number + 1);
        ranges.put(first, after == null ? number : after);
    }

    /**
     * Everything that a snapshot sees is known by now.
     *
     * @param oldest transaction that the snapshot did not see the end of, all older ones have ended: pg_snapshot_xmin
     * @param newest transaction that had not begun: pg_snapshot_xmax
     */
    void allSeen(long oldest, long newest) {
        if (next > through && oldest >= awaited) {
            through = next;
            Entry<Long, Long> across = ranges.floorEntry(through);
            ranges.headMap(through, true).clear();
            if (across != null && across.getValue() > through) {
                ranges.put(through + 1, across.getValue());
            }
        }
        if (next <= through && !ranges.isEmpty()) {
            next = highest();
            awaited = newest;
        }
    }
}
