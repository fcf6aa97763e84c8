package io.tagstream.search;

import io.tagstream.failure.Failure;

/**
 * Answers what people ask of the catalog, for REST, the page and the command line alike. Safe for use by many threads.
 *
 * <p>Photos that resemble what is asked come first, as long as they resemble it enough; without a text, photo or picture, those that pass
 * the filter come newest first.
 */
public interface Search {

    /**
     * One page of photos.
     *
     * @throws Unanswerable if a field is wrong, or names what is not there
     * @throws Failure DATABASE_UNAVAILABLE, or what the model may say
     */
    FoundPage find(SearchRequest request);

    /**
     * What there is among the photos that {@link #find} would give on all of its pages. Limit and cursor of the request are of no concern.
     *
     * @throws Unanswerable as {@link #find}
     * @throws Failure as {@link #find}
     */
    Counts counts(SearchRequest request);
}
