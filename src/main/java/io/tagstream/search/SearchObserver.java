package io.tagstream.search;

import io.tagstream.search.NearestPhotos.Way;

/** Hears how photos are looked for, and how the index grows: for metrics. */
public interface SearchObserver {

    /** Hears nothing. */
    SearchObserver NONE = new SearchObserver() {

        @Override
        public void answered(Way way, long nanos) {}

        @Override
        public void built(long photos, long nanos) {}

        @Override
        public void indexed(int segments, long tail) {}

        @Override
        public void left() {}
    };

    /** A question was answered. */
    void answered(Way way, long nanos);

    /** A segment of the index is ready. */
    void built(long photos, long nanos);

    /**
     * What the one who makes the index sees.
     *
     * @param tail photos that are in no segment
     */
    void indexed(int segments, long tail);

    /** This process does not make the index any more. */
    void left();
}
