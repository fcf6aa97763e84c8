package io.tagstream.search;

import io.tagstream.search.NearestPhotos.Hit;
import io.tagstream.search.NearestPhotos.Question;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** The best hits of what is offered, as many as are wanted: what a question asks for by {@code after} and {@code floor} is held to here. */
final class Page {

    /** The nearest first; of two that are equally near, the one of the lower number. */
    static final Comparator<Hit> ORDER =
            Comparator.comparingDouble(Hit::cosine).reversed().thenComparingLong(Hit::photo);

    private static final Comparator<Entry> ENTRIES =
            Comparator.comparing(Entry::hit, ORDER).thenComparingLong(Entry::embedding);

    /**
     * What is on it.
     *
     * @param embedding its embedding_no, where whoever offered it said so, or 0
     */
    record Entry(Hit hit, long embedding) {}

    private final int limit;
    private final Optional<Entry> after;
    private final double floor;

    /** The worst first. */
    private final PriorityQueue<Entry> entries = new PriorityQueue<>(ENTRIES.reversed());

    Page(Question question) {
        this(question.limit(), entryOf(question.after()), question.floor());
    }

    /** @param limit at least 1 */
    Page(int limit, Optional<Entry> after, double floor) {
        this.limit = limit;
        this.after = after;
        this.floor = floor;
    }

    /** The end of a page, whichever of its embeddings the photo was found by. */
    static Optional<Entry> entryOf(Optional<Hit> after) {
        return after.map(hit -> new Entry(hit, Long.MAX_VALUE));
    }

    void offer(Hit hit) {
        offer(hit, 0);
    }

    /** Takes it if it is among the best so far. */
    void offer(Hit hit, long embedding) {
        Entry entry = new Entry(hit, embedding);
        if (!isOn(entry)) {
            return;
        }
        if (entries.size() < limit) {
            entries.add(entry);
        } else if (ENTRIES.compare(entry, entries.element()) < 0) {
            entries.remove();
            entries.add(entry);
        }
    }

    /** Whether it is near enough, and after what was asked for. */
    private boolean isOn(Entry entry) {
        return entry.hit().cosine() >= floor && isAfter(entry);
    }

    /** Whether it is on no page before this one. */
    boolean isAfter(Hit hit) {
        return isAfter(new Entry(hit, 0));
    }

    private boolean isAfter(Entry entry) {
        return after.map(last -> ENTRIES.compare(entry, last) > 0).orElse(true);
    }

    /** Whether a photo of this cosine may have a chance: cheaper than to make a hit of it first. */
    boolean isOpenTo(double cosine) {
        return cosine >= (isFull() ? entries.element().hit().cosine() : floor);
    }

    boolean isFull() {
        return entries.size() == limit;
    }

    /** Whether nothing that comes after this one could get onto it. */
    boolean isSettledBy(Entry last) {
        return isFull() && ENTRIES.compare(entries.element(), last) <= 0;
    }

    /** In order. */
    List<Entry> entries() {
        return entries.stream().sorted(ENTRIES).toList();
    }

    List<Hit> hits() {
        return entries().stream().map(Entry::hit).toList();
    }
}
