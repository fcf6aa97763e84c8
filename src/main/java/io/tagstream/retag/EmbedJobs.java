package io.tagstream.retag;

import io.tagstream.catalog.ModelEmbeddings;
import io.tagstream.catalog.ModelEmbeddings.Photo;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.Release.Standing;
import io.tagstream.catalog.ReleaseLocks;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.Transactions;
import io.tagstream.tagging.ReleaseId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** Starts, and goes on with, the jobs that bring a catalog from one model to another. */
public final class EmbedJobs {

    /** Also one that was in force before: until it is up to date, nobody goes back to it. */
    private static final String BUILD = """
            update releases set state = 'building', completed_at = null, base_no = (select active_release_no from taxonomies)
            where release_no = ?
            """;

    private static final String ADJUST = """
            update retag_jobs set cut_over = cut_over or ?, allowed_missing = coalesce(?::int8, allowed_missing),
                photos_per_second = coalesce(?::float8, photos_per_second)
            where job_no = ?
            """;

    /**
     * What to do.
     *
     * @param modelDigest of a model that the catalog knows
     * @param cutOver whether the release comes into force once it is complete
     * @param allowedMissing with how many photos that could not be looked at it may be complete; none by default
     * @param photosPerSecond over all processes; no limit if absent
     * @param author who asks for it
     */
    public record Order(
            String modelDigest,
            boolean cutOver,
            OptionalLong allowedMissing,
            OptionalDouble photosPerSecond,
            Optional<String> author) {

        public Order {
            double rate = photosPerSecond.orElse(1);
            if (!(rate > 0) || Double.isInfinite(rate)) {
                throw new IllegalArgumentException("a rate is a positive number of photos a second, not " + rate);
            }
            if (allowedMissing.orElse(0) < 0) {
                throw new IllegalArgumentException("no fewer than 0 photos can be missing");
            }
        }
    }

    /**
     * A job that runs.
     *
     * @param goesOn whether it had begun before
     */
    public record Begun(int job, Release release, boolean goesOn) {}

    private final DataSource dataSource;
    private final ReleaseStore releases;

    public EmbedJobs(DataSource dataSource) {
        this.dataSource = dataSource;
        this.releases = new ReleaseStore(dataSource);
    }

    /**
     * Begins to look at the catalog with another model, or goes on with that. What failed in an earlier run is tried again.
     *
     * @throws Refused if the model is in force, or a job makes another release
     */
    public Begun begin(Order order) {
        // Beforehand, since it takes time, and all who write wait for the rest.
        long photos = countToSee(order.modelDigest());
        return Transactions.call(dataSource, connection -> {
            ReleaseLocks.hold(connection);
            Release active = requireOther(releases.live(connection), order.modelDigest());
            Optional<Job> making = JobTable.open(connection).stream()
                    .filter(RetagJobs::makesRelease)
                    .findFirst();
            return making.isPresent()
                    ? goOn(connection, making.get(), order)
                    : start(connection, active, order, photos);
        });
    }

    /** Makes sure that it makes sense before anything is loaded or fetched for it. */
    public void requireOther(String modelDigest) {
        requireOther(releases.live(), modelDigest);
    }

    private static Release requireOther(List<Release> live, String modelDigest) {
        Release active = live.stream()
                .filter(Release::isActive)
                .findFirst()
                .orElseThrow(() -> Refused.notNow("the catalog has no release in force: start a worker first"));
        if (active.id().modelDigest().equals(modelDigest)) {
            throw Refused.notNow(
                    ("model %s (%.12s) is in force. A photo that lacks its embedding is looked at when its upload is announced"
                                    + " again")
                            .formatted(active.modelName(), modelDigest));
        }
        return active;
    }

    private Begun start(Connection connection, Release active, Order order, long photos) throws SQLException {
        ReleaseId id = releases.live(connection).stream()
                .filter(one -> one.id().modelDigest().equals(order.modelDigest()))
                .filter(one -> one.standing() == Standing.PREVIOUS || one.version() == active.version())
                .min(Comparator.comparing((Release one) -> one.standing() != Standing.PREVIOUS))
                .map(Release::id)
                .orElseGet(() -> new ReleaseId(active.id().version(), order.modelDigest(), Optional.empty()));
        Release release = releases.create(connection, id, order.author());
        Statements.update(connection, BUILD, release.number());
        RetagJobs.keepTags(connection, release);
        new ModelEmbeddings(release).forgetFailures(connection);
        Job job = new Job(
                0,
                JobKind.EMBED,
                release.number(),
                OptionalInt.empty(),
                JobState.RUNNING,
                order.cutOver(),
                order.photosPerSecond(),
                order.author());
        int number = JobTable.insert(connection, job, photos);
        adjust(connection, number, order);
        JobTable.cut(connection, number, JobKind.EMBED.chunkPhotos(job));
        return new Begun(number, releases.numbered(connection, release.number()), false);
    }

    private Begun goOn(Connection connection, Job job, Order order) throws SQLException {
        Release release = releases.numbered(connection, job.release());
        if (job.kind() != JobKind.EMBED || !release.id().modelDigest().equals(order.modelDigest())) {
            throw Refused.notNow("job %d makes a release, %s of model %s: let it end, or cancel it"
                    .formatted(job.number(), release.id(), release.modelName()));
        }
        adjust(connection, job.number(), order);
        if (job.state() != JobState.RUNNING) {
            ModelEmbeddings model = new ModelEmbeddings(release);
            JobTable.cutAgain(connection, job.number(), JobKind.EMBED.chunkPhotos(job), model.failed());
            model.forgetFailures(connection);
            JobTable.resume(connection, job.number());
        }
        return new Begun(job.number(), release, true);
    }

    private static void adjust(Connection connection, int job, Order order) throws SQLException {
        Statements.update(
                connection,
                ADJUST,
                order.cutOver(),
                order.allowedMissing().isPresent() ? order.allowedMissing().getAsLong() : null,
                order.photosPerSecond().isPresent() ? order.photosPerSecond().getAsDouble() : null,
                job);
    }

    /** How many photos a model has not looked at; it need not be known to the catalog. */
    public long countToSee(String modelDigest) {
        return Transactions.ask(dataSource, connection -> ModelEmbeddings.ofModel(connection, modelDigest)
                .countToSee(connection));
    }

    /** Some of them, from all over the catalog. */
    public List<Photo> sampleToSee(String modelDigest, int limit) {
        return Transactions.ask(dataSource, connection -> ModelEmbeddings.ofModel(connection, modelDigest)
                .sampleToSee(connection, limit));
    }

    /** How many photos could not be looked at for a release, by code. */
    public Map<String, Long> failures(Release release) {
        return Transactions.ask(dataSource, connection -> new ModelEmbeddings(release).failures(connection));
    }
}
