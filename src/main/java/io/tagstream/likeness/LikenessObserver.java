package io.tagstream.likeness;

/** Hears how the search for likenesses goes: for metrics. */
public interface LikenessObserver {

    /** Hears nothing. */
    LikenessObserver NONE = new LikenessObserver() {

        @Override
        public void lookedAt(int photos, int pairs, long nanos) {}

        @Override
        public void backlog(double photos) {}
    };

    /** Photos were compared, and so many pairs among those and others are like each other. */
    void lookedAt(int photos, int pairs, long nanos);

    /** How many photos wait, counted to a bound; NaN if this process does not lead. */
    void backlog(double photos);
}
