package io.tagstream.search;

/**
 * Bounds of what is asked, and where relevance is cut off.
 *
 * @param minRelevance below which nothing is shown unless a request says otherwise, 0 to 1
 * @param maxTextLength characters of a text, and of any other field
 * @param maxTerms tags, exclusions and facets of one request
 * @param maxDepth photos on all pages of one question that resembles something
 * @param countedPhotos photos that pass a filter and are counted; of more, the newest are
 * @param countedHits photos that resemble something and are counted; of more, the nearest are
 */
public record SearchLimits(
        double minRelevance, int maxTextLength, int maxTerms, int maxDepth, int countedPhotos, int countedHits) {

    public static final SearchLimits DEFAULTS = new SearchLimits(0.5, 1_000, 50, 10_000, 20_000, 1_000);

    public SearchLimits {
        if (!(minRelevance >= 0 && minRelevance <= 1)) {
            throw new IllegalArgumentException("min-relevance is from 0 to 1, not " + minRelevance);
        }
        if (Math.min(Math.min(maxTextLength, maxTerms), Math.min(maxDepth, Math.min(countedPhotos, countedHits))) < 1) {
            throw new IllegalArgumentException("limits of a search are at least 1");
        }
    }
}
