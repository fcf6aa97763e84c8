package io.tagstream.search;

import io.tagstream.clip.Embedding;
import io.tagstream.search.NearestPhotos.Hit;
import io.tagstream.search.NearestPhotos.Question;
import java.util.List;
import java.util.Optional;

/**
 * What photos are to resemble, and how much.
 *
 * @param cutOff relevance below which nothing is shown
 * @param isOurs whether the request left that to us
 * @param itself photo_no of the photo that is resembled: it is no answer
 */
record NearQuestion(Embedding point, Relevance relevance, double cutOff, boolean isOurs, Optional<Long> itself) {

    /** For the engine: so many others at most, and perhaps the photo itself. */
    Question question(int model, Condition condition, int limit, Optional<Hit> after) {
        return new Question(point, model, condition, limit + itself.map(_ -> 1).orElse(0), after, floor());
    }

    /** Without the photo itself, which a condition could leave out as well, at the price of being asked for all photos. */
    List<Hit> others(List<Hit> hits) {
        return itself.isEmpty()
                ? hits
                : hits.stream().filter(hit -> hit.photo() != itself.get()).toList();
    }

    private double floor() {
        return cutOff <= 0 ? -1 : relevance.cosine(cutOff);
    }
}
