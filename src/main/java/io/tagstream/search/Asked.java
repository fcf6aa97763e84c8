package io.tagstream.search;

import io.tagstream.clip.Embedding;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A request that was understood.
 *
 * @param text what the model is asked
 * @param minRelevance where the request names one
 */
record Asked(
        Optional<String> text,
        Optional<String> photo,
        Optional<Embedding> picture,
        Filter filter,
        OptionalDouble minRelevance,
        int limit,
        Optional<String> after) {

    /** Whether photos are to resemble something. */
    boolean isNear() {
        return text.isPresent() || photo.isPresent() || picture.isPresent();
    }
}
