package io.tagstream.catalog;

import static io.tagstream.catalog.SmallCatalog.MODEL;
import static io.tagstream.catalog.SmallCatalog.PETS;
import static io.tagstream.catalog.SmallCatalog.PETS_WITH_HOUND;
import static io.tagstream.catalog.SmallCatalog.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagstream.Contracts;
import io.tagstream.catalog.Corrections.Result;
import io.tagstream.photo.PhotoId;
import io.tagstream.tagging.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrectionsIT {

    private static final PhotoId PHOTO = new PhotoId("dog");
    private static final Optional<String> ANN = Optional.of("ann");

    @TempDir
    private static Path directory;

    private static SmallCatalog small;

    private Release inForce;
    private Corrections corrections;

    @BeforeAll
    static void start() {
        small = new SmallCatalog(directory.resolve("postgresql"));
    }

    @AfterAll
    static void stop() {
        small.close();
    }

    @BeforeEach
    void begin() {
        small.clear();
        inForce = small.active(PETS);
        small.upload("dog", "a", picture(1, 0, 0));
        corrections = small.corrections();
    }

    @Test
    void whatPeopleSayIsInForceAtOnceAndAnnouncedOnce() throws IOException {
        OutboxEvent before = small.events().getFirst();

        assertThat(corrections.say(PHOTO, "pets", "cat", Verdict.ACCEPTED, ANN)).isEqualTo(Result.STORED);
        assertThat(corrections.say(PHOTO, "pets", "cat", Verdict.ACCEPTED, Optional.of("bob")))
                .isEqualTo(Result.KNOWN);

        assertThat(small.tagsInForce("dog")).as("a dog is no cat").containsExactly("cat human");
        List<OutboxEvent> events = small.events();
        assertThat(events).hasSize(1);
        JsonNode event = tree(events.getFirst());
        assertThat(Contracts.violations("photo-tagged", event.toString())).isEmpty();
        assertThat(event.at("/tags/0/id").asText()).isEqualTo("cat");
        assertThat(event.at("/tags/0/origin").asText()).isEqualTo("human");
        assertThat(event.at("/tags/0").has("score")).as("no model gave it").isFalse();
        assertThat(events.getFirst().id()).isNotEqualTo(before.id());
        assertThat(small.query("select author from verdicts")).containsExactly("ann");
    }

    @Test
    void whoTakesItBackLetsTheModelDecideAgain() throws IOException {
        OutboxEvent before = small.events().getFirst();
        corrections.say(PHOTO, "pets", "dog", Verdict.REJECTED, ANN);
        assertThat(small.tagsInForce("dog")).isEmpty();

        assertThat(corrections.takeBack(PHOTO, "pets", "dog")).isEqualTo(Result.STORED);
        assertThat(corrections.takeBack(PHOTO, "pets", "dog")).isEqualTo(Result.KNOWN);

        assertThat(small.tagsInForce("dog")).containsExactly("dog model");
        List<OutboxEvent> events = small.events();
        assertThat(events).hasSize(2);
        assertThat(events.getLast().id()).as("the outcome is the one before").isEqualTo(before.id());
        assertThat(tree(events.getLast())).as("read back from the catalog").isEqualTo(tree(before));
    }

    @Test
    void whoAgreesWithTheModelMakesItCertain() {
        small.events();

        corrections.say(PHOTO, "pets", "dog", Verdict.ACCEPTED, ANN);

        assertThat(small.tagsInForce("dog")).containsExactly("dog human");
        assertThat(small.query("select score is not null and confidence = 1 from photo_tags"))
                .containsExactly("t");
        assertThat(small.events()).hasSize(1);
    }

    @Test
    void aVerdictThatChangesNothingInForceIsKeptAndNotAnnounced() {
        Release next = small.release(PETS_WITH_HOUND, MODEL);
        small.upload("dog", "other bytes", picture(1, 0, 0));
        small.events();

        assertThat(corrections.say(PHOTO, "pets", "hound", Verdict.REJECTED, ANN))
                .isEqualTo(Result.STORED);

        assertThat(small.tags("dog", inForce)).containsExactly("dog model");
        assertThat(small.tags("dog", next)).containsExactly("dog model");
        assertThat(small.query("select count(*) from photo_changes")).containsExactly("0");
        assertThat(small.events()).isEmpty();
    }

    @Test
    void saysWhatItDoesNotKnow() {
        assertThat(corrections.say(new PhotoId("nobody"), "pets", "dog", Verdict.ACCEPTED, ANN))
                .isEqualTo(Result.PHOTO_UNKNOWN);
        assertThat(corrections.say(PHOTO, "pets", "unicorn", Verdict.ACCEPTED, ANN))
                .isEqualTo(Result.TAG_UNKNOWN);
        small.delete("dog");
        assertThat(corrections.say(PHOTO, "pets", "dog", Verdict.ACCEPTED, ANN)).isEqualTo(Result.PHOTO_UNKNOWN);
    }

    @Test
    void manyWhoSayTheSameAtOnceAreHeardOnce() throws InterruptedException, ExecutionException {
        small.events();
        List<Future<Result>> said = new ArrayList<>();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                said.add(people.submit(() -> corrections.say(PHOTO, "pets", "sea", Verdict.ACCEPTED, ANN)));
            }
        }
        List<Result> results = new ArrayList<>();
        for (Future<Result> one : said) {
            results.add(one.get());
        }

        assertThat(results).containsOnlyOnce(Result.STORED).contains(Result.KNOWN);
        assertThat(small.events()).hasSize(1);
        assertThat(small.tagsInForce("dog")).containsExactly("dog model", "sea human");
    }

    private static JsonNode tree(OutboxEvent event) throws IOException {
        return SmallCatalog.JSON.readTree(new String(event.data(), StandardCharsets.UTF_8));
    }
}
