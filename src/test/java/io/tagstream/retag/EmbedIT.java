package io.tagstream.retag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.TestedDatabase;
import io.tagstream.catalog.ModelRegistry;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.Release.Standing;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.clip.Embedding;
import io.tagstream.failure.FailureCode;
import io.tagstream.local.LocalDatabase;
import io.tagstream.photo.ContentHash;
import io.tagstream.pipeline.SecondLook.Known;
import io.tagstream.pipeline.SecondLook.Look;
import io.tagstream.pipeline.SecondLook.Seen;
import io.tagstream.pipeline.SecondLook.Unseen;
import io.tagstream.retag.EmbedJobs.Begun;
import io.tagstream.retag.EmbedJobs.Order;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A change of model step by step: the catalog is real, what looks at photos is made up. */
@ParameterizedClass
@EnumSource(TestedDatabase.class)
class EmbedIT {

    private static final int PHOTOS = 450;
    private static final int TAGS = 100;
    /** One for each tag, and one for the background. */
    private static final int DIMENSIONS = TAGS + 1;

    private static final String MODEL = "new-model";

    @TempDir
    private static Path directory;

    private static LocalDatabase database;
    private static RetagCatalogs catalogs;

    private RetagCatalog catalog;
    private Release first;
    private EmbedJobs jobs;
    private final List<Known> looks = new CopyOnWriteArrayList<>();
    private final Set<String> gone = new HashSet<>();
    private Consumer<Known> meanwhile = _ -> {};

    /** For {@link #fill}, which is not told otherwise. */
    EmbedIT(TestedDatabase tested) {}

    @BeforeParameterizedClassInvocation
    static void fill(TestedDatabase tested) throws SQLException {
        database = tested.start(directory.resolve("postgresql"));
        catalogs = new RetagCatalogs(database, PHOTOS);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        database.close();
    }

    @BeforeEach
    void copy() throws SQLException {
        catalog = RetagCatalog.in(catalogs.copy());
        first = catalog.active();
        jobs = new EmbedJobs(catalog.dataSource);
        new ModelRegistry(catalog.dataSource).register(MODEL, MODEL, DIMENSIONS, 100);
    }

    @Test
    void everyPhotoIsLookedAtOnceAndKeepsBothEmbeddings() {
        int job = begin(true, OptionalLong.empty()).job();
        runAll();

        assertThat(looks).hasSize(PHOTOS).extracting(Known::id).doesNotHaveDuplicates();
        Release second = catalog.active();
        assertThat(second.modelName()).isEqualTo(MODEL);
        assertThat(second.id().version()).isEqualTo(first.id().version());
        assertThat(catalog.release(first.id()).standing()).isEqualTo(Standing.PREVIOUS);
        assertThat(catalog.count("select count(*) from embeddings")).isEqualTo(2 * PHOTOS);
        assertThat(tagsOf("photo-7")).containsExactly("t7 model");
        assertThat(catalog.query(
                        "select photo_no from photo_changes where release_no = " + second.number() + " order by 1"))
                .isNotEmpty()
                .isEqualTo(catalog.differing(first, second));
        JobProgress done = catalog.jobs.progress(job);
        assertThat(done.state()).isEqualTo(JobState.DONE);
        assertThat(done.photosDone()).isEqualTo(PHOTOS);
        assertThat(done.photosTotal()).isEqualTo(PHOTOS);

        catalog.runAll();
        assertThat(catalog.count("select count(*) from outbox"))
                .isEqualTo(catalog.differing(first, second).size());
    }

    @Test
    void aPictureThatIsReplacedWhileItIsLookedAtIsLookedAtAgain() {
        meanwhile = known -> {
            if (known.id().value().equals("photo-5") && looks.size() < PHOTOS) {
                catalog.execute("update photos set content_sha256 = sha256('other') where photo_id = 'photo-5'");
            }
        };
        begin(true, OptionalLong.empty());
        runAll();

        assertThat(looks).hasSize(PHOTOS + 1);
        assertThat(tagsOf("photo-5")).containsExactly("t6 model");
    }

    @Test
    void photosThatComeInMeanwhileAreLookedAtBeforeTheCutOver() {
        meanwhile = _ -> {
            switch (looks.size()) {
                case 440 -> addPhotos(1_000, 20); // to be done in chunks again
                case 465 -> addPhotos(2_000, 3); // so few that they are done at the very end
                default -> {}
            }
        };
        begin(true, OptionalLong.empty());
        runAll();

        assertThat(catalog.active().modelName()).isEqualTo(MODEL);
        assertThat(looks).hasSize(PHOTOS + 23).extracting(Known::id).doesNotHaveDuplicates();
        assertThat(tagsOf("photo-2002")).containsExactly("t2 model");
        assertThat(jobs.countToSee(MODEL)).isZero();
    }

    @Test
    void whatFailsIsKeptAndTriedAgainAndKeepsPeoplesWord() {
        gone.add("photo-3");
        catalog.execute("""
                insert into verdicts (photo_no, tag_no, verdict)
                select photo_no, tag_no, 'accepted' from photos, tags where photo_id in ('photo-3', 'photo-4') and tag_id = 't51'""");
        Begun begun = begin(true, OptionalLong.empty());
        runAll();

        JobProgress failed = catalog.jobs.progress(begun.job());
        assertThat(failed.state()).isEqualTo(JobState.FAILED);
        assertThat(failed.detail().orElseThrow()).contains("1 photos could not be looked at (SOURCE_NOT_FOUND 1)");
        assertThat(catalog.active()).isEqualTo(first);

        Begun again = begin(false, OptionalLong.of(1));
        assertThat(again.job()).isEqualTo(begun.job());
        assertThat(again.goesOn()).isTrue();
        runAll();

        assertThat(looks).hasSize(PHOTOS + 1);
        assertThat(catalog.active().modelName()).isEqualTo(MODEL);
        assertThat(jobs.failures(catalog.active())).containsExactlyEntriesOf(Map.of("SOURCE_NOT_FOUND", 1L));
        assertThat(tagsOf("photo-3")).containsExactly("t51 human");
        assertThat(tagsOf("photo-4")).containsExactly("t4 model", "t51 human");
        assertThat(catalog.query("select photo_no from photo_changes where release_no = "
                        + catalog.active().number() + " order by 1"))
                .isEqualTo(catalog.differing(first, catalog.active()));
        assertThatThrownBy(() -> begin(true, OptionalLong.empty()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("is in force");
    }

    @Test
    void whatWasLookedAtInAnEarlierLifeIsOnlyTagged() {
        Begun begun = begin(false, OptionalLong.empty());
        runAll();
        List<String> tags = catalog.tags(begun.release());
        catalog.jobs.cancel(begun.job());
        catalog.runAll();
        assertThat(catalog.tags(begun.release())).isEmpty();

        Begun again = begin(true, OptionalLong.empty());
        runAll();

        assertThat(again.release().number()).isEqualTo(begun.release().number());
        assertThat(looks).hasSize(PHOTOS);
        assertThat(catalog.tags(catalog.active())).isNotEmpty().isEqualTo(tags);
    }

    @Test
    void nobodyGoesOverOrBackWhilePhotosAreUnseen() {
        Begun begun = begin(false, OptionalLong.empty());
        runAll();
        addPhoto(1_000);
        assertThatThrownBy(() -> catalog.jobs.cutOver(begun.release().id(), Optional.empty()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("has not looked at 1 photos");

        begin(true, OptionalLong.empty());
        runAll();
        assertThat(looks).hasSize(PHOTOS + 1);
        assertThat(catalog.active().modelName()).isEqualTo(MODEL);

        assertThatThrownBy(() -> catalog.jobs.back(Optional.empty()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("has not looked at 1 photos");
        catalog.execute("delete from photos where photo_id = 'photo-1000'");
        assertThat(catalog.jobs.back(Optional.empty()).number()).isEqualTo(first.number());
    }

    private Begun begin(boolean cutOver, OptionalLong allowedMissing) {
        Begun begun =
                jobs.begin(new Order(MODEL, cutOver, allowedMissing, OptionalDouble.empty(), Optional.of("test")));
        new ReleaseLoader(catalog.dataSource).load(begun.release(), prompts -> prompts.stream()
                .map(EmbedIT::embedding)
                .toList());
        return begun;
    }

    /** Until the job has ended, well or not. */
    private void runAll() {
        EmbedWork work = new EmbedWork(
                catalog.dataSource,
                catalog.releases,
                new ReleaseLoader(catalog.dataSource),
                this::lookAt,
                8,
                Duration.ofSeconds(1));
        JobRunner runner =
                new JobRunner(catalog.dataSource, List.of(work), RetagObserver.NONE, 0, Duration.ofMillis(1));
        for (int steps = 0;
                catalog.jobs.open().stream()
                        .anyMatch(job -> job.kind() == JobKind.EMBED && job.state() == JobState.RUNNING);
                steps++) {
            assertThat(steps).isLessThan(1_000);
            runner.step();
        }
    }

    private List<Look> lookAt(List<Known> photos, Duration patience) {
        assertThat(patience).isPositive();
        List<Look> seen = new ArrayList<>();
        for (Known photo : photos) {
            looks.add(photo);
            meanwhile.accept(photo);
            int number = Integer.parseInt(photo.id().value().substring("photo-".length()));
            boolean original = photo.content().equals(hash(Integer.toString(number)));
            seen.add(
                    gone.contains(photo.id().value())
                            ? new Unseen(FailureCode.SOURCE_NOT_FOUND, "it is gone")
                            : new Seen(photo((original ? number : number + 1) % TAGS)));
        }
        return seen;
    }

    private static ContentHash hash(String content) {
        return ContentHash.of(content.getBytes(StandardCharsets.UTF_8));
    }

    /** Of {@code a photo of thing 7}, or of nothing in particular. */
    private static Embedding embedding(String prompt) {
        String last = prompt.substring(prompt.lastIndexOf(' ') + 1);
        return new Embedding(axis(last.equals("photo") ? TAGS : Integer.parseInt(last)));
    }

    /** A tag's or the background's own direction. */
    private static float[] axis(int axis) {
        float[] values = new float[DIMENSIONS];
        values[axis] = 1;
        return values;
    }

    /** Of a photo that shows a thing before a background, so that it has that tag alone. */
    private static Embedding photo(int thing) {
        float[] values = axis(thing);
        values[thing] = 0.9f;
        values[TAGS] = (float) Math.sqrt(1 - 0.9 * 0.9);
        return new Embedding(values);
    }

    private void addPhotos(int from, int count) {
        for (int number = from; number < from + count; number++) {
            addPhoto(number);
        }
    }

    private void addPhoto(int number) {
        catalog.execute("""
                insert into photos (photo_id, status, source_uri, content_sha256, log_no, event_offset, event_at)
                values ('photo-%1$d', 'catalogued', 'file:///photos/%1$d.jpg', sha256('%1$d'), (select log_no from event_logs), %1$d, now())
                """.formatted(number));
    }

    /** Those that the photo has itself in the release in force. */
    private List<String> tagsOf(String photo) {
        return catalog.query("""
                select tag_id || ' ' || origin from photo_tags join photos using (photo_no) join tags using (tag_no)
                where photo_id = '%s' and release_no = (select active_release_no from taxonomies) order by tag_id collate "C"
                """.formatted(photo));
    }
}
