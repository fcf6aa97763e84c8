package io.tagstream.search;

import io.tagstream.clip.Embedding;
import io.tagstream.search.NearestPhotos.Hit;
import io.tagstream.search.NearestPhotos.Question;
import java.util.ArrayList;
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

    /** For the engine. */
    Question question(int model, Condition condition, int limit, Optional<Hit> after) {
        return new Question(point, model, others(condition), limit, after, floor());
    }

    private double floor() {
        return cutOff <= 0 ? -1 : relevance.cosine(cutOff);
    }

    private Condition others(Condition condition) {
        if (itself.isEmpty()) {
            return condition;
        }
        List<Object> values = new ArrayList<>(condition.values());
        values.add(itself.get());
        return new Condition("(" + condition.sql() + ") and p.photo_no <> ?", values);
    }
}
