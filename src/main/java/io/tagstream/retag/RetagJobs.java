package io.tagstream.retag;

import io.tagstream.catalog.ModelEmbeddings;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.Release.Standing;
import io.tagstream.catalog.Release.State;
import io.tagstream.catalog.ReleaseLocks;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.Transactions;
import io.tagstream.tagging.ReleaseId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Starts and steers jobs. Everything is a transaction on the catalog and has happened for all workers when it returns; nothing here
 * waits for work to be done.
 */
public final class RetagJobs {

    /** A release that is in force and scored again is compared with itself. */
    private static final String COMPARE_WITH_ACTIVE = """
            update releases set base_no = nullif((select active_release_no from taxonomies), release_no)
            where release_no = ? and state = 'building'
            """;

    /**
     * What to do.
     *
     * @param release whose version, model and fitting the catalog has
     * @param labels its compiled labels, unless the catalog has them
     * @param cutOver whether it comes into force by itself once it is complete
     * @param photosPerSecond over everybody who works on it; no limit if absent
     * @param author who asks for it
     */
    @SuppressWarnings("ArrayRecordComponent") // on its way from a model to a column; never compared
    public record Order(
            ReleaseId release,
            Optional<float[]> labels,
            boolean cutOver,
            OptionalDouble photosPerSecond,
            Optional<String> author) {

        public Order {
            double rate = photosPerSecond.orElse(1);
            if (!(rate > 0) || Double.isInfinite(rate)) {
                throw new IllegalArgumentException("a rate is a positive number of photos a second, not " + rate);
            }
        }
    }

    private final DataSource dataSource;
    private final ReleaseStore releases;
    private final CutOver cutOver;

    public RetagJobs(DataSource dataSource) {
        this.dataSource = dataSource;
        this.releases = new ReleaseStore(dataSource);
        this.cutOver = new CutOver(releases);
    }

    /**
     * Begins to tag the catalog for a release: from now on every new photo is tagged for it, too, and older ones chunk by chunk.
     *
     * @return the job's number
     * @throws Refused if that makes no sense, or another release is being made
     */
    public int start(Order order) {
        // Beforehand, since it takes time, and all who write wait for the rest.
        long photos = Transactions.ask(dataSource, JobTable::photos);
        return Transactions.call(dataSource, connection -> {
            ReleaseLocks.hold(connection);
            requireStartable(connection, order.release());
            Release release = releases.create(connection, order.release(), order.author());
            if (order.labels().isPresent()) {
                releases.putLabels(connection, release.number(), order.labels().get());
            }
            if (!releases.hasLabels(connection, release.number())) {
                throw Refused.notNow("release %s has no labels yet: the model has to encode its prompts first"
                        .formatted(release.id()));
            }
            Statements.update(connection, COMPARE_WITH_ACTIVE, release.number());
            keepTags(connection, release);
            Job job = new Job(
                    0,
                    JobKind.SCORE,
                    release.number(),
                    OptionalInt.empty(),
                    JobState.RUNNING,
                    order.cutOver(),
                    order.photosPerSecond(),
                    order.author());
            int number = JobTable.insert(connection, job, photos);
            double rate = order.photosPerSecond().orElse(Double.POSITIVE_INFINITY);
            JobTable.cut(connection, number, JobKind.SCORE.chunkPhotos(rate));
            return number;
        });
    }

    private void requireStartable(Connection connection, ReleaseId wanted) throws SQLException {
        Release active = requireActive(connection);
        if (!wanted.modelDigest().equals(active.id().modelDigest())) {
            throw Refused.notNow(
                    "release %s is of another model than %s, which is in force".formatted(wanted, active.id()));
        }
        Optional<Release> release = find(connection, one -> one.id().equals(wanted));
        if (release.isPresent() && release.get().state() == State.COMPLETE) {
            throw Refused.notNow(
                    release.get().isActive()
                            ? "release %s is in force".formatted(wanted)
                            : "release %s is complete: it only has to be put in force".formatted(wanted));
        }
        for (Job job : JobTable.open(connection)) {
            if (makesRelease(job)) {
                throw Refused.notNow("job %d makes a release, %s: let it end, or cancel it"
                        .formatted(
                                job.number(),
                                releases.numbered(connection, job.release()).id()));
            }
        }
    }

    /** What is left of the tags of an earlier life will be replaced. */
    static void keepTags(Connection connection, Release release) throws SQLException {
        for (Job left : JobTable.open(connection)) {
            if (left.release() == release.number() && left.kind() == JobKind.RETIRE) {
                JobTable.end(connection, left.number(), JobState.CANCELLED);
            }
        }
    }

    /** Lets a job rest: chunks that are being worked on are completed, and no more are taken. */
    public void pause(int number) {
        Transactions.call(dataSource, connection -> {
            Job job = requireJob(connection, number);
            if (job.state() != JobState.RUNNING) {
                throw notNow(job, "paused");
            }
            JobTable.setState(connection, number, JobState.PAUSED);
            return number;
        });
    }

    /** Goes on with a job that was paused, or that failed for a reason that is mended. */
    public void resume(int number) {
        Transactions.call(dataSource, connection -> {
            Job job = requireJob(connection, number);
            if (job.state() != JobState.PAUSED && job.state() != JobState.FAILED) {
                throw notNow(job, "resumed");
            }
            JobTable.resume(connection, number);
            return number;
        });
    }

    /**
     * Gives a release up that is being made, or was made and not put in force: from now on no photo is tagged for it, and the tags
     * that it has are removed in the background.
     */
    public void cancel(int number) {
        Transactions.call(dataSource, connection -> {
            ReleaseLocks.hold(connection);
            Job job = requireJob(connection, number);
            Release release = releases.numbered(connection, job.release());
            boolean waits = job.state() == JobState.DONE
                    && release.state() == State.COMPLETE
                    && release.standing() == Standing.NEITHER;
            if (!makesRelease(job) || (job.state().hasEnded() && !waits)) {
                throw notNow(job, "cancelled");
            }
            JobTable.end(connection, number, JobState.CANCELLED);
            cutOver.retire(connection, release.number());
            return number;
        });
    }

    /**
     * Puts a complete release in force, at once. What the change changed is announced by a job of its own.
     *
     * @throws Refused if it is not complete, or if the last change is still being announced
     */
    public void cutOver(ReleaseId wanted, Optional<String> author) {
        Transactions.call(dataSource, connection -> {
            ReleaseLocks.hold(connection);
            Release release = find(connection, one -> one.id().equals(wanted))
                    .orElseThrow(() -> Refused.unknown("there is no live release " + wanted));
            if (release.isActive()) {
                throw Refused.notNow("release %s is in force".formatted(wanted));
            }
            if (release.state() != State.COMPLETE) {
                throw Refused.notNow("release %s is not complete".formatted(wanted));
            }
            requireSeen(connection, release);
            if (release.standing() == Standing.PREVIOUS) {
                cutOver.back(connection, release.number(), author);
                return release;
            }
            Optional<Job> unfinished = CutOver.announcement(connection);
            if (unfinished.isPresent()) {
                throw Refused.notNow("job %d still announces what the last change changed"
                        .formatted(unfinished.get().number()));
            }
            cutOver.forward(connection, release.number(), author);
            return release;
        });
    }

    /**
     * Puts the release in force again that was before, at once: it was kept up to date. What that changes is announced.
     *
     * @return the release that is in force now
     */
    public Release back(Optional<String> author) {
        return Transactions.call(dataSource, connection -> {
            ReleaseLocks.hold(connection);
            Release previous = find(connection, one -> one.standing() == Standing.PREVIOUS)
                    .orElseThrow(() -> Refused.notNow("no release was in force before, or it was retired"));
            if (previous.state() != State.COMPLETE) {
                throw Refused.notNow("release %s is being brought up to date".formatted(previous.id()));
            }
            requireSeen(connection, previous);
            cutOver.back(connection, previous.number(), author);
            return previous;
        });
    }

    /** Jobs, newest first. */
    public List<JobProgress> latest(int limit) {
        return Transactions.ask(dataSource, connection -> JobProgress.latest(connection, limit));
    }

    /** A job, and how far it is. */
    public JobProgress progress(int number) {
        return Transactions.ask(dataSource, connection -> JobProgress.of(connection, number))
                .orElseThrow(() -> Refused.unknown("there is no job " + number));
    }

    /** Jobs that there is still something to come of, oldest first. */
    public List<JobProgress> open() {
        return Transactions.ask(dataSource, JobProgress::open);
    }

    /** Workers keep releases of the model in force up to date; one of another model has to have looked at all photos by now. */
    private void requireSeen(Connection connection, Release wanted) throws SQLException {
        long unseen = requireActive(connection).model() == wanted.model()
                ? 0
                : new ModelEmbeddings(wanted).countToSee(connection);
        if (unseen > 0) {
            throw Refused.notNow(
                    "model %s, of release %s, has not looked at %,d photos: tagstream reembed --cut-over, with that model, does"
                                    .formatted(wanted.modelName(), wanted.id(), unseen)
                            + " so and puts the release in force");
        }
    }

    static boolean makesRelease(Job job) {
        return job.kind() == JobKind.SCORE || job.kind() == JobKind.EMBED;
    }

    private Release requireActive(Connection connection) throws SQLException {
        return find(connection, Release::isActive)
                .orElseThrow(() -> Refused.notNow("the catalog has no release in force: start a worker first"));
    }

    private Optional<Release> find(Connection connection, Predicate<Release> which) throws SQLException {
        return releases.live(connection).stream().filter(which).findFirst();
    }

    private static Job requireJob(Connection connection, int number) throws SQLException {
        return JobTable.lock(connection, number).orElseThrow(() -> Refused.unknown("there is no job " + number));
    }

    private static Refused notNow(Job job, String what) {
        return Refused.notNow("job %d is %s: it cannot be %s"
                .formatted(job.number(), job.state().column(), what));
    }
}
