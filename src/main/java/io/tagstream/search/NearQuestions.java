package io.tagstream.search;

import io.tagstream.catalog.EmbeddingForm;
import io.tagstream.catalog.EmbeddingStore;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.Transactions;
import io.tagstream.clip.Embedding;
import io.tagstream.search.Yardsticks.Yardstick;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import javax.sql.DataSource;

/** From texts, photos and pictures to points in the space of the model in force, and to what is relevant to them. */
final class NearQuestions {

    private static final String PHOTO = "select photo_no, status from photos where photo_id = ?";

    private record Found(long number, String status) {}

    private final DataSource dataSource;
    private final EmbeddingStore embeddings;
    private final SearchModel model;
    private final Yardsticks yardsticks;
    private final SearchLimits limits;

    NearQuestions(DataSource dataSource, SearchModel model, SearchLimits limits) {
        this.dataSource = dataSource;
        this.embeddings = new EmbeddingStore(dataSource);
        this.model = model;
        this.yardsticks = new Yardsticks(dataSource, System::nanoTime);
        this.limits = limits;
    }

    /**
     * Of a request that has something to resemble.
     *
     * @throws Unanswerable for what has no point in the space of the model in force
     */
    NearQuestion of(Asked asked, InForce inForce) {
        Yardstick yardstick = yardsticks.of(inForce);
        if (asked.text().isPresent()) {
            Embedding point = point(asked.text().get(), inForce.release());
            double scale = inForce.loaded().tagger().logitScale();
            Relevance relevance = Relevance.ofText(scale, yardstick.background());
            return question(asked, point, relevance, limits.minRelevance(), Optional.empty());
        }
        double usual = yardstick.tellsLikeness() ? limits.minRelevance() : 0;
        if (asked.photo().isPresent()) {
            Found photo = photo(asked.photo().get());
            Embedding point = point(photo, asked.photo().get(), inForce.release());
            return question(asked, point, yardstick.photos(), usual, Optional.of(photo.number));
        }
        requireModel("file", inForce.release());
        return question(asked, asked.picture().orElseThrow(), yardstick.photos(), usual, Optional.empty());
    }

    /** In as many digits as pgvector keeps, so that the last ones, in which devices differ, do not matter. */
    private static NearQuestion question(
            Asked asked, Embedding point, Relevance relevance, double usual, Optional<Long> itself) {
        return new NearQuestion(
                EmbeddingForm.HALF.asStored(point),
                relevance,
                asked.minRelevance().orElse(usual),
                asked.minRelevance().isEmpty(),
                itself);
    }

    private Embedding point(String text, Release release) {
        requireModel("q", release);
        int tokens = model.tokens(text);
        if (tokens > model.contextLength()) {
            throw Unanswerable.wrong(
                    "q",
                    "has %d tokens of text; the model reads %d and would not see the end"
                            .formatted(tokens, model.contextLength()));
        }
        return model.embed(text);
    }

    private void requireModel(String field, Release release) {
        if (!release.id().modelDigest().equals(model.identity().digest())) {
            throw Unanswerable.notNow(
                    field,
                    "cannot be compared with the catalog: the release in force is of model %s, and this is %s (%.12s)"
                            .formatted(
                                    release.modelName(),
                                    model.identity().name(),
                                    model.identity().digest()));
        }
    }

    private Found photo(String id) {
        Found found = Transactions.ask(dataSource, connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(PHOTO)) {
                        statement.setString(1, id);
                        try (ResultSet row = statement.executeQuery()) {
                            return row.next()
                                    ? Optional.of(new Found(row.getLong(1), row.getString(2)))
                                    : Optional.<Found>empty();
                        }
                    }
                })
                .orElseThrow(() -> Unanswerable.unknown("photo", id + " is not in the catalog"));
        return switch (found.status) {
            case "catalogued" -> found;
            case "deleted" -> throw Unanswerable.unknown("photo", id + " was deleted");
            default -> throw Unanswerable.notNow("photo", id + " was rejected, so nothing is known of it to resemble");
        };
    }

    private Embedding point(Found photo, String id, Release release) {
        return embeddings
                .of(photo.number, release.model())
                .orElseThrow(() -> Unanswerable.notNow(
                        "photo",
                        "%s has no embedding of model %s, which is in force: that model has not looked at it"
                                .formatted(id, release.modelName())));
    }
}
