package io.tagstream.retag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.TestedDatabase;
import io.tagstream.catalog.LoadedRelease;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.Release.Standing;
import io.tagstream.catalog.Release.State;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.local.LocalDatabase;
import io.tagstream.retag.Preview.Report;
import io.tagstream.retag.RetagJobs.Order;
import io.tagstream.retag.Targets.Target;
import io.tagstream.tagging.ReleaseId;
import io.tagstream.taxonomy.Taxonomy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One job after the other, step by step. */
@ParameterizedClass
@EnumSource(TestedDatabase.class)
class RetagIT {

    private static final int PHOTOS = 12_000;

    @TempDir
    private static Path directory;

    private static LocalDatabase database;
    private static RetagCatalogs catalogs;

    private RetagCatalog catalog;
    private Release first;

    /** For {@link #fill}, which is not told otherwise. */
    RetagIT(TestedDatabase tested) {}

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
    }

    @Test
    void everyPhotoHasTheTagsThatItWouldHaveAlone() {
        assertThat(catalog.tags(first)).hasSizeGreaterThan(PHOTOS);
        assertThat(first.state()).isEqualTo(State.COMPLETE);
        assertThat(catalog.wrong(first)).isEmpty();

        int job = catalog.jobs.start(catalog.order(true));
        catalog.runAll();

        Release second = catalog.active();
        assertThat(second.id()).isEqualTo(catalog.second());
        assertThat(second.state()).isEqualTo(State.COMPLETE);
        assertThat(catalog.wrong(second)).isEmpty();
        assertThat(catalog.release(first.id()).standing()).isEqualTo(Standing.PREVIOUS);
        JobProgress done = catalog.jobs.progress(job);
        assertThat(done.state()).isEqualTo(JobState.DONE);
        assertThat(done.fraction()).isEqualTo(1);
        assertThat(done.photosDone()).isEqualTo(PHOTOS);
        assertThat(done.photosTotal()).isEqualTo(PHOTOS);
        assertThat(done.author()).contains("test");
    }

    @Test
    void onlyPhotosWhoseTagsChangedAreAnnouncedAndOnce() {
        catalog.jobs.start(catalog.order(true));
        catalog.runAll();

        List<String> changed = catalog.differing(first, catalog.active());
        assertThat(changed).hasSizeBetween(PHOTOS / 20, PHOTOS / 5);
        assertThat(announced()).isEqualTo(changed);
        assertThat(catalog.query("select photo_no from photo_changes where release_no = "
                        + catalog.active().number() + " order by 1"))
                .isEqualTo(changed);
        assertThat(catalog.count("select count(*) from outbox where convert_from(data, 'UTF8') like '%"
                        + catalog.second().version().hash() + "%'"))
                .isEqualTo(changed.size());
    }

    @Test
    void twoReleasesLiveSideBySideUntilSomebodyCutsOver() {
        catalog.jobs.start(catalog.order(false));
        catalog.runAll();

        Release second = catalog.release(catalog.second());
        assertThat(catalog.active()).isEqualTo(first);
        assertThat(second.state()).isEqualTo(State.COMPLETE);
        assertThat(announced()).isEmpty();

        catalog.jobs.cutOver(second.id(), Optional.empty());
        assertThat(catalog.active().id()).isEqualTo(second.id());
        catalog.runAll();
        assertThat(announced()).isEqualTo(catalog.differing(first, second));
    }

    @Test
    void goingBackIsInstantAndAnnouncesTheSamePhotosAnew() {
        catalog.jobs.start(catalog.order(true));
        catalog.runAll();
        List<String> there = announced();
        List<String> ids = eventIds();

        Release back = catalog.jobs.back(Optional.of("ann"));

        assertThat(back.id()).isEqualTo(first.id());
        assertThat(catalog.active().id()).isEqualTo(first.id());
        assertThat(catalog.release(catalog.second()).standing()).isEqualTo(Standing.PREVIOUS);
        catalog.runAll();
        assertThat(announced()).hasSize(2 * there.size());
        assertThat(eventIds()).containsAll(ids).doesNotHaveDuplicates();
        assertThat(catalog.wrong(first)).isEmpty();

        catalog.jobs.back(Optional.empty());
        catalog.runAll();
        assertThat(catalog.active().id()).isEqualTo(catalog.second());
        assertThat(announced()).hasSize(3 * there.size());
    }

    @Test
    void goingBackGivesUpAnAnnouncementThatHasNotEnded() {
        catalog.jobs.start(catalog.order(true));
        catalog.steps(6); // three chunks, the cut-over, and two of the announcement
        assertThat(catalog.active().id()).isEqualTo(catalog.second());
        long part = catalog.count("select count(*) from outbox");
        assertThat(part).isPositive();
        catalog.jobs.cutOver(first.id(), Optional.empty()); // which is the same as going back
        catalog.runAll();

        assertThat(catalog.active().id()).isEqualTo(first.id());
        List<String> changed = catalog.differing(first, catalog.release(catalog.second()));
        assertThat(catalog.count("select count(*) from outbox")).isEqualTo(part + changed.size());
        assertThat(catalog.query("""
                        select substr(photo_id, 7) from (select distinct on (photo_id) * from outbox order by photo_id, seq desc) as last
                        where convert_from(data, 'UTF8') like '%%%s%%' order by substr(photo_id, 7)::int
                        """.formatted(first.id().version().hash()))).isEqualTo(changed);
    }

    @Test
    void aJobLeavesPhotosAloneThatCameAfterItBegan() {
        int job = catalog.jobs.start(catalog.order(false));

        assertThat(catalog.query("select max(last_photo) from retag_chunks where job_no = " + job))
                .isEqualTo(catalog.query("select max(photo_no) from photos"));
    }

    @Test
    void aJobRestsAndGoesOn() {
        int job = catalog.jobs.start(catalog.order(true));
        catalog.steps(1);
        catalog.jobs.pause(job);
        catalog.steps(5);

        JobProgress resting = catalog.jobs.progress(job);
        assertThat(resting.state()).isEqualTo(JobState.PAUSED);
        assertThat(resting.chunksDone()).isEqualTo(1);
        assertThat(resting.photosDone()).isEqualTo(4_999); // photo_no begins at 1
        assertThatThrownBy(() -> catalog.jobs.pause(job)).isInstanceOf(Refused.class);

        catalog.jobs.resume(job);
        catalog.runAll();
        assertThat(catalog.active().id()).isEqualTo(catalog.second());
        assertThat(catalog.wrong(catalog.active())).isEmpty();
    }

    @Test
    void aCancelledReleaseLeavesNothingAndCanBeMadeAgain() {
        int job = catalog.jobs.start(catalog.order(true));
        catalog.steps(2);
        catalog.jobs.cancel(job);

        Release second = catalog.release(catalog.second());
        assertThat(second.state()).isEqualTo(State.RETIRED);
        catalog.runAll();
        assertThat(catalog.tags(second)).isEmpty();
        assertThat(catalog.count("select count(*) from photo_changes where release_no = " + second.number()))
                .isZero();
        assertThat(catalog.wrong(first)).isEmpty();
        assertThat(announced()).isEmpty();

        catalog.jobs.start(catalog.order(true));
        catalog.runAll();
        assertThat(catalog.wrong(catalog.active())).isEmpty();
        assertThat(announced()).isEqualTo(catalog.differing(first, second));
    }

    @Test
    void aReleaseIsMadeAgainWhileTheTagsOfItsFirstLifeAreBeingRemoved() {
        int job = catalog.jobs.start(catalog.order(true));
        catalog.steps(2);
        catalog.jobs.cancel(job);
        catalog.steps(1);

        catalog.jobs.start(catalog.order(true));
        catalog.runAll();

        assertThat(catalog.wrong(catalog.active())).isEmpty();
        assertThat(announced()).isEqualTo(catalog.differing(first, catalog.active()));
        assertThat(catalog.jobs.open()).isEmpty();
    }

    @Test
    void theReleaseBeforeThePreviousOneIsRetired() {
        catalog.jobs.start(catalog.order(true));
        catalog.runAll();
        ReleaseId third = catalog.catalog.publish(List.of());
        // The first version again, as a release of its own: what is between the two is what was between the first two.
        assertThat(third).isEqualTo(first.id());
        ReleaseId other = catalog.catalog.publish(catalog.made.exchanges(0.03));
        catalog.jobs.start(new Order(
                other,
                Optional.of(catalog.catalog.labels(catalog.made.exchanges(0.03))),
                true,
                OptionalDouble.empty(),
                Optional.empty()));
        catalog.runAll();

        assertThat(catalog.active().id()).isEqualTo(other);
        assertThat(catalog.release(catalog.second()).standing()).isEqualTo(Standing.PREVIOUS);
        Release retired = catalog.release(first.id());
        assertThat(retired.state()).isEqualTo(State.RETIRED);
        assertThat(catalog.tags(retired)).isEmpty();
        assertThat(catalog.count("select count(*) from photo_changes where release_no = "
                        + catalog.release(catalog.second()).number()))
                .as("it has nothing left to be compared with")
                .isZero();
    }

    @Test
    void whatIsNotComparedWithTheReleaseInForceIsComparedWhenItIsAnnounced() {
        catalog.jobs.start(catalog.order(true));
        catalog.runAll();
        catalog.execute("delete from outbox");
        List<int[]> few = catalog.made.exchanges(0.03);
        ReleaseId other = catalog.catalog.publish(few);
        int job = catalog.jobs.start(new Order(
                other, Optional.of(catalog.catalog.labels(few)), true, OptionalDouble.empty(), Optional.empty()));
        catalog.steps(1);
        catalog.jobs.back(Optional.empty()); // now the first is in force, and the other is compared with the second
        catalog.jobs.progress(job);
        catalog.runAll();

        assertThat(catalog.active().id()).isEqualTo(other);
        List<String> events = catalog.query("select photo_id from outbox where convert_from(data, 'UTF8') like '%"
                + other.version().hash() + "%'");
        assertThat(events)
                .hasSameElementsAs(catalog.differing(first, catalog.active()).stream()
                        .map(photo -> "photo-" + photo)
                        .toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void aJobThatCannotGoOnSaysWhyAndIsResumedWhenThatIsMended() {
        catalog.execute("update embeddings set embedding = array[1, 2, 3]::real[] where photo_no = 7000");
        int job = catalog.jobs.start(catalog.order(true));
        catalog.runAll();

        JobProgress failed = catalog.jobs.progress(job);
        assertThat(failed.state()).isEqualTo(JobState.FAILED);
        assertThat(failed.detail())
                .hasValueSatisfying(
                        detail -> assertThat(detail).contains("photo_no 7000").contains("256"));
        assertThat(catalog.active()).isEqualTo(first);

        catalog.execute(
                "update embeddings set embedding = (select embedding from embeddings where photo_no = 1) where photo_no = 7000");
        catalog.jobs.resume(job);
        catalog.runAll();
        assertThat(catalog.wrong(catalog.active())).isEmpty();
    }

    @Test
    void aPreviewSaysWhatTheJobThenDoes() {
        Targets targets = new Targets(catalog.dataSource, new ReleaseLoader(catalog.dataSource));
        Target target = targets.find(catalog.second().version().shortForm(), Optional.empty());
        assertThat(target.exists()).isFalse();
        LoadedRelease planned = targets.load(target.with(catalog.catalog.labels(catalog.exchanges)));
        Preview preview = new Preview(catalog.dataSource);
        Report all = preview.of(planned, first.number(), Long.MAX_VALUE);
        Report some = preview.of(planned, first.number(), 2_000);
        assertThat(catalog.count("select count(*) from releases")).isEqualTo(1);
        assertThat(catalog.jobs.open()).isEmpty();

        catalog.jobs.start(catalog.order(true));
        catalog.runAll();

        Release second = catalog.active();
        List<String> changed = catalog.differing(first, second);
        assertThat(all.isOfAll()).isTrue();
        assertThat(all.sampled()).isEqualTo(PHOTOS);
        assertThat(all.changed()).isEqualTo(changed.size());
        assertThat(all.tags()).isNotEmpty().allSatisfy(tag -> {
            assertThat(tag.gains()).isEqualTo(only(tag.tagId(), second, first).size());
            assertThat(tag.losses()).isEqualTo(only(tag.tagId(), first, second).size());
            assertThat(only(tag.tagId(), second, first)).containsAll(tag.gained());
            assertThat(tag.gained()).hasSize(Math.min(Preview.EXAMPLES, tag.gains()));
        });
        assertThat(some.isOfAll()).isFalse();
        assertThat(some.sampled()).isBetween(1_500, 2_000);
        assertThat(some.extrapolated(some.changed()))
                .isBetween((long) (0.7 * changed.size()), (long) (1.3 * changed.size()));
    }

    @Test
    void aDraftIsPreviewedAsTheVersionThatItWouldBe() {
        Targets targets = new Targets(catalog.dataSource, new ReleaseLoader(catalog.dataSource));
        Preview preview = new Preview(catalog.dataSource);
        Target stored = targets.find(catalog.second().version().shortForm(), Optional.empty());
        Taxonomy same = stored.taxonomy();
        Target draft = targets.find(new Taxonomy(
                same.name(),
                "not published",
                same.templates(),
                same.background(),
                same.threshold(),
                same.limit(),
                same.facets()));
        float[] labels = catalog.catalog.labels(catalog.exchanges);

        Report ofDraft = preview.of(targets.load(draft.with(labels)), first.number(), Long.MAX_VALUE);

        assertThat(draft.exists()).isFalse();
        assertThat(draft.id()).isNotEqualTo(stored.id());
        assertThat(ofDraft.changed()).isPositive();
        assertThat(ofDraft).isEqualTo(preview.of(targets.load(stored.with(labels)), first.number(), Long.MAX_VALUE));
        assertThat(targets.find(same).id()).isEqualTo(stored.id());
    }

    /** Ids of photos that have a tag in one release and not in the other. */
    private List<String> only(String tag, Release one, Release other) {
        return catalog.query("""
                select 'photo-' || photo_no from photo_tags join tags using (tag_no) where tag_id = '%1$s' and release_no = %2$d
                except select 'photo-' || photo_no from photo_tags join tags using (tag_no) where tag_id = '%1$s' and release_no = %3$d
                """.formatted(tag, one.number(), other.number()));
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> catalog.jobs.start(
                        new Order(first.id(), Optional.empty(), true, OptionalDouble.empty(), Optional.empty())))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("is in force");
        assertThatThrownBy(() -> catalog.jobs.start(
                        new Order(catalog.second(), Optional.empty(), true, OptionalDouble.empty(), Optional.empty())))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("no labels yet");
        assertThatThrownBy(() -> catalog.jobs.back(Optional.empty())).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> catalog.jobs.progress(99)).isInstanceOf(Refused.class);

        int job = catalog.jobs.start(catalog.order(false));
        assertThatThrownBy(() -> catalog.jobs.start(catalog.order(false)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("job " + job + " makes a release");
        assertThatThrownBy(() -> catalog.jobs.cutOver(catalog.second(), Optional.empty()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("is not complete");
        catalog.runAll();
        assertThatThrownBy(() -> catalog.jobs.start(catalog.order(false)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("only has to be put in force");
    }

    /** Photos in the outbox, by number; made-up photos are called by theirs. */
    private List<String> announced() {
        return catalog.query("select substr(photo_id, 7) from outbox order by substr(photo_id, 7)::int");
    }

    private List<String> eventIds() {
        return catalog.query("select event_id from outbox");
    }
}
