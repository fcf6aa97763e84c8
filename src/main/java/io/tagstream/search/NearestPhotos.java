package io.tagstream.search;

import io.tagstream.clip.Embedding;
import java.util.List;
import java.util.Optional;

/** Photos of one model's space, by how near they are to a point. Safe for use by many threads. */
public interface NearestPhotos {

    /**
     * The nearest photos, the nearest first; of two that are equally near, the one of the lower number.
     *
     * @throws io.tagstream.failure.Failure DATABASE_UNAVAILABLE
     */
    Answer nearest(Question question);

    /**
     * What is asked.
     *
     * @param point L2-normalised, as all embeddings are
     * @param model the catalog's number of the model that made it
     * @param condition which photos are considered; catalogued ones only, whether it says so or not
     * @param limit how many at most
     * @param after only what comes after this one in the order of the answer
     * @param floor only photos whose cosine is at least this; -1 for all
     */
    record Question(Embedding point, int model, Condition condition, int limit, Optional<Hit> after, double floor) {}

    /**
     * A photo and how near it is.
     *
     * @param photo its photo_no
     */
    record Hit(long photo, double cosine) {}

    /**
     * What was found.
     *
     * @param way how it was looked for
     * @param compared photos that were compared one by one, beside those that an index led to
     * @param complete whether there is nothing else to find: false if a bound ended the search before the limit was reached
     */
    record Answer(List<Hit> hits, Way way, long compared, boolean complete) {

        public Answer {
            hits = List.copyOf(hits);
        }
    }

    /** How photos are looked for. */
    enum Way {
        /** Every photo that fulfils the condition was compared. */
        EXACT,
        /** An index led to most of them; photos that it does not have yet were compared one by one. */
        INDEX
    }
}
