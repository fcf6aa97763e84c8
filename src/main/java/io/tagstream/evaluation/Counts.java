package io.tagstream.evaluation;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How often a tag, or any of several, was given and was there.
 *
 * @param hits given and shown: true positives
 * @param falseAlarms given and not shown: false positives
 * @param misses shown and not given: false negatives
 */
public record Counts(long hits, long falseAlarms, long misses) {

    public static final Counts NONE = new Counts(0, 0, 0);

    public static Counts of(boolean given, boolean shown) {
        return new Counts(given && shown ? 1 : 0, given && !shown ? 1 : 0, !given && shown ? 1 : 0);
    }

    public Counts plus(Counts other) {
        return new Counts(hits + other.hits, falseAlarms + other.falseAlarms, misses + other.misses);
    }

    public long given() {
        return hits + falseAlarms;
    }

    public long shown() {
        return hits + misses;
    }

    /** How much of what was given is right; absent if nothing was given. */
    public OptionalDouble precision() {
        return share(hits, given());
    }

    /** How much of what is there was given; absent if nothing is there. */
    public OptionalDouble recall() {
        return share(hits, shown());
    }

    /** 2·hits / (given + shown), the harmonic mean of precision and recall; absent if nothing was given nor there. */
    public OptionalDouble f1() {
        return share(2 * hits, given() + shown());
    }

    public Optional<Interval> precisionInterval() {
        return Interval.wilson(hits, given());
    }

    public Optional<Interval> recallInterval() {
        return Interval.wilson(hits, shown());
    }

    static OptionalDouble share(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
