package io.tagstream.catalog;

import static io.tagstream.catalog.SmallCatalog.MODEL;
import static io.tagstream.catalog.SmallCatalog.OTHER_MODEL;
import static io.tagstream.catalog.SmallCatalog.PETS;
import static io.tagstream.catalog.SmallCatalog.PETS_WITH_HOUND;
import static io.tagstream.catalog.SmallCatalog.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.Contracts;
import io.tagstream.TestedDatabase;
import io.tagstream.catalog.Outcome.Tagged;
import io.tagstream.clip.Embedding;
import io.tagstream.photo.PhotoId;
import io.tagstream.tagging.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Photos are recorded for every live release, under what people said. */
@ParameterizedClass
@EnumSource(TestedDatabase.class)
class RecordIT {

    private static final Embedding DOG = picture(1, 0, 0);
    private static final Embedding CAT = picture(0, 1, 0);
    private static final Embedding SEA = picture(0, 0, 1);

    @TempDir
    private static Path directory;

    private static SmallCatalog small;

    private Release inForce;

    /** For {@link #start}, which is not told otherwise. */
    RecordIT(TestedDatabase tested) {}

    @BeforeParameterizedClassInvocation
    static void start(TestedDatabase tested) {
        small = new SmallCatalog(tested.start(directory.resolve("postgresql")));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        small.close();
    }

    @BeforeEach
    void begin() {
        small.clear();
        inForce = small.active(PETS);
    }

    @Test
    void aPhotoIsTaggedForAllLiveReleasesAndAnnouncedByTheOneInForce() {
        Release next = small.release(PETS_WITH_HOUND, MODEL);

        small.upload("dog", "a", DOG);
        small.upload("sea", "b", SEA);

        assertThat(small.tags("dog", inForce)).containsExactly("dog model");
        assertThat(small.tags("dog", next)).containsExactly("dog model", "hound model");
        assertThat(small.tags("sea", next)).containsExactly("sea model");
        assertThat(small.tagsInForce("dog")).containsExactly("dog model");
        assertThat(small.query("select photo_id from photo_changes join photos using (photo_no)"))
                .as("what a change of releases would change")
                .containsExactly("dog");
        assertThat(small.events())
                .extracting(event -> new String(event.data(), StandardCharsets.UTF_8))
                .hasSize(2)
                .allSatisfy(data ->
                        assertThat(Contracts.violations("photo-tagged", data)).isEmpty())
                .noneMatch(data -> data.contains("hound"))
                .allMatch(data -> data.contains("\"name\":\"" + inForce.id().name() + "\""));
    }

    @Test
    void aChangeOfReleasesIsOnePointerAndSoIsTheWayBack() {
        small.upload("cat", "b", CAT);
        Release next = small.release(PETS_WITH_HOUND, MODEL);
        small.upload("dog", "a", DOG);
        assertThat(small.releases().activate(next.number())).as("not complete").isEmpty();
        small.complete(next);

        small.bringIntoForce(next);
        assertThat(small.tagsInForce("dog")).containsExactly("dog model", "hound model");

        small.upload("dog", "other bytes", DOG);
        small.bringIntoForce(inForce);
        assertThat(small.tagsInForce("dog")).containsExactly("dog model");
        assertThat(small.query("select photo_id from photo_changes join photos using (photo_no)"))
                .containsExactly("dog");
    }

    @Test
    void theReleaseBeforeThePreviousOneIsRetired() {
        Release second = small.active(PETS_WITH_HOUND);
        Release third = small.release(PETS.replace("nothing", "nothing at all"), MODEL);
        small.complete(third);

        ReleaseStore.Activation activation =
                small.releases().activate(third.number()).orElseThrow();

        assertThat(activation.before()).map(Release::number).contains(second.number());
        assertThat(activation.retired()).map(Release::number).contains(inForce.number());
        assertThat(small.releases().live())
                .extracting(Release::number)
                .containsExactly(second.number(), third.number());
        assertThat(small.releases().retire(third.number())).as("it is in force").isFalse();
    }

    @Test
    void whatWasTaggedForOtherReleasesIsNotRecorded() {
        LiveReleases before = small.live();
        Tagged tagged = small.tagged("dog", "a", DOG, before);
        small.release(PETS_WITH_HOUND, MODEL);

        assertThatThrownBy(() -> small.catalog().record(List.of(tagged), before))
                .isInstanceOf(ReleasesChanged.class);
        assertThat(small.query("select photo_id from photos")).isEmpty();

        LiveReleases now = small.live();
        small.catalog().record(now.retagged(List.of(tagged)), now);
        assertThat(small.query("select count(distinct release_no) from photo_tags"))
                .containsExactly("2");
    }

    @Test
    void aReleaseOfAnotherModelIsNoneOfThisWorkersBusinessUntilItIsInForce() {
        LiveReleases before = small.live();
        Release other = small.release(PETS, OTHER_MODEL);
        small.catalog().record(List.of(small.tagged("dog", "a", DOG, before)), before);
        assertThat(small.tagsInForce("dog")).containsExactly("dog model");

        small.complete(other);
        small.bringIntoForce(other);
        Tagged later = small.tagged("cat", "b", CAT, before);

        assertThatThrownBy(() -> small.catalog().record(List.of(later), before)).isInstanceOf(ReleasesChanged.class);
    }

    @Test
    void anotherPictureTakesAwayWhatOtherModelsAndReleasesSaidOfTheFirst() {
        small.upload("dog", "a", DOG);
        small.query("""
                with other as (insert into embeddings (photo_no, model_no, embedding)
                    select photo_no, (select model_no from models where digest = '%s'), embedding from embeddings returning 1)
                select count(*) from other
                """.formatted(OTHER_MODEL));
        Release second = small.active(PETS_WITH_HOUND);
        small.upload("dog", "a changed picture", DOG);
        Release third = small.release(PETS.replace("nothing", "nothing at all"), MODEL);
        small.complete(third);
        small.bringIntoForce(third);

        small.upload("dog", "b", CAT);

        assertThat(small.query("select m.name from embeddings join models m using (model_no)"))
                .containsExactly("four");
        assertThat(small.tags("dog", inForce)).as("retired").isEmpty();
        assertThat(small.tags("dog", second)).containsExactly("cat model");
        assertThat(small.tagsInForce("dog")).containsExactly("cat model");
    }

    @Test
    void aPhotoThatTheModelHasNotSeenIsNewsThoughItsBytesAreTheSame() {
        small.upload("dog", "a", DOG);
        small.upload("dog", "a", DOG);
        assertThat(small.events()).hasSize(1);
        small.query("with gone as (delete from embeddings returning 1) select count(*) from gone");

        small.upload("dog", "a", DOG);

        assertThat(small.events()).hasSize(1);
        assertThat(small.query("select count(*) from embeddings")).containsExactly("1");
        assertThat(small.tagsInForce("dog")).containsExactly("dog model");
    }

    /** As after a rebalance: the second one waits for the first one's row, with a snapshot from before it was there. */
    @Test
    void anEventThatTwoWorkersHaveInHandIsAnnouncedOnce() throws InterruptedException, ExecutionException {
        LiveReleases live = small.live();
        List<Catalog> workers = List.of(small.catalog(), small.catalog());
        for (int i = 0; i < 40; i++) {
            List<Outcome> batch = List.of(small.tagged("photo-" + i, "a", DOG, live));
            CyclicBarrier together = new CyclicBarrier(workers.size());
            List<Future<List<Outcome>>> recorded = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Catalog worker : workers) {
                    recorded.add(threads.submit(() -> {
                        together.await();
                        return worker.record(batch, live);
                    }));
                }
            }
            for (Future<List<Outcome>> one : recorded) {
                assertThat(one.get()).isEqualTo(batch);
            }
        }

        assertThat(small.events()).hasSize(40);
        assertThat(small.query("select count(*) from photo_tags")).containsExactly("40");
    }

    @Test
    void peoplesWordOutlivesUploadsAndReleasesButNotThePhoto() {
        small.upload("dog", "a", DOG);
        Corrections corrections = small.corrections();
        corrections.say(new PhotoId("dog"), "pets", "cat", Verdict.ACCEPTED, Optional.of("ann"));
        corrections.say(new PhotoId("dog"), "pets", "sea", Verdict.REJECTED, Optional.empty());
        assertThat(small.tagsInForce("dog")).containsExactly("cat human");

        small.upload("dog", "a", DOG);
        assertThat(small.tagsInForce("dog")).as("the same bytes").containsExactly("cat human");

        small.upload("dog", "other bytes", picture(1, 0, 1));
        assertThat(small.tagsInForce("dog")).as("other bytes").containsExactly("cat human");

        Release next = small.release(PETS_WITH_HOUND, MODEL);
        small.upload("dog", "more bytes", picture(1, 0, 1));
        small.complete(next);
        small.bringIntoForce(next);
        assertThat(small.tagsInForce("dog")).as("another release").containsExactly("cat human", "hound model");

        small.delete("dog");
        small.upload("dog", "a", DOG);
        assertThat(small.query("select count(*) from verdicts")).containsExactly("0");
        assertThat(small.tagsInForce("dog")).as("another photo").containsExactly("dog model", "hound model");
    }

    @Test
    void aDeletedPhotoLeavesNothing() {
        small.release(PETS_WITH_HOUND, MODEL);
        small.upload("dog", "a", DOG);
        small.corrections().say(new PhotoId("dog"), "pets", "sea", Verdict.ACCEPTED, Optional.empty());
        small.events();

        small.delete("dog");

        for (String table : List.of("photo_tags", "embeddings", "verdicts", "photo_changes")) {
            assertThat(small.query("select count(*) from " + table)).as(table).containsExactly("0");
        }
        assertThat(small.events()).extracting(OutboxEvent::kind).containsExactly(OutboxEvent.Kind.DELETED);
    }
}
