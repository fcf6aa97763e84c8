package io.tagstream.retag;

import io.tagstream.catalog.ModelEmbeddings;
import io.tagstream.catalog.ModelEmbeddings.Photo;
import io.tagstream.catalog.ModelEmbeddings.Seen;
import io.tagstream.catalog.ModelEmbeddings.Unseen;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.Transactions;
import io.tagstream.photo.PhotoId;
import io.tagstream.pipeline.SecondLook;
import io.tagstream.pipeline.SecondLook.Known;
import io.tagstream.pipeline.SecondLook.Look;
import io.tagstream.retag.Job.Chunk;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Looks at the photos of a chunk with the model of the job's release, and then tags the chunk from the embeddings, as every other job
 * does. A look takes up to a second, so embeddings are stored group by group, in transactions of their own: nobody waits for a look, and
 * a process that is killed loses a group. Photos that come in meanwhile are looked at afterwards, until none is left.
 */
public final class EmbedWork implements ChunkWork {

    /** See {@link SecondLook#at}. */
    @FunctionalInterface
    public interface Looking {

        List<Look> at(List<Known> photos, Duration patience);
    }

    /** So few photos are looked at while all who write wait; more are left to chunks. */
    private static final int LAST_PHOTOS = 16;

    /** For the source of one of them. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(2);

    private static final String ALLOWED = "select allowed_missing from retag_jobs where job_no = ?";

    private final DataSource dataSource;
    private final ReleaseStore releases;
    private final ScoreWork score;
    private final Looking look;
    private final int group;
    private final Duration patience;
    private volatile boolean stopping;

    /**
     * For a process that has the release's model.
     *
     * @param group photos that are looked at at a time
     * @param patience how long a photo's source may be away before the photo counts as failed
     */
    public EmbedWork(
            DataSource dataSource,
            ReleaseStore releases,
            ReleaseLoader loader,
            Looking look,
            int group,
            Duration patience) {
        this.dataSource = dataSource;
        this.releases = releases;
        this.score = new ScoreWork(releases, loader);
        this.look = look;
        this.group = group;
        this.patience = patience;
    }

    @Override
    public JobKind kind() {
        return JobKind.EMBED;
    }

    /** Ends after the group in hand; what is stored stays. */
    public void stop() {
        stopping = true;
    }

    @Override
    public Optional<Result> work(Connection connection, Job job, Chunk chunk) throws SQLException {
        ModelEmbeddings model = model(connection, job);
        List<Photo> photos = model.toSee(connection, chunk.first(), chunk.last(), chunk.numbers());
        for (int first = 0; first < photos.size(); first += group) {
            List<Photo> some = photos.subList(first, Math.min(photos.size(), first + group));
            if (stopping || !lookAt(job, model, some)) {
                return Optional.empty();
            }
        }
        return tag(connection, job, model, chunk).map(tagged -> new Result(photos.size(), tagged.changed()));
    }

    private ModelEmbeddings model(Connection connection, Job job) throws SQLException {
        return new ModelEmbeddings(releases.numbered(connection, job.release()));
    }

    /** @return false if the job rests or is over */
    private boolean lookAt(Job job, ModelEmbeddings model, List<Photo> photos) {
        if (!Transactions.ask(dataSource, connection -> JobTable.isRunning(connection, job.number()))) {
            return false;
        }
        List<Look> looks = look.at(known(photos), patience);
        return Transactions.call(dataSource, connection -> {
            // Whoever gives one of these photos another picture has done so by now, or comes after us and removes what
            // we store.
            long first = photos.getFirst().number();
            if (!ChunkLocks.take(
                    connection, new Chunk(job.number(), first, photos.getLast().number()))) {
                return false;
            }
            model.store(connection, seen(photos, looks));
            model.fail(connection, unseen(photos, looks));
            return true;
        });
    }

    private Optional<Result> tag(Connection connection, Job job, ModelEmbeddings model, Chunk chunk)
            throws SQLException {
        Optional<Result> scored = score.work(connection, job, chunk);
        if (scored.isEmpty()) {
            return scored;
        }
        long[] failed = model.failed(connection, chunk.first(), chunk.last());
        int changed = failed.length == 0 ? 0 : score.workUnseen(connection, job, failed);
        return scored.map(result -> new Result(result.photos(), result.changed() + changed));
    }

    @Override
    public boolean isOver(Connection connection, Job job) throws SQLException {
        ModelEmbeddings model = model(connection, job);
        if (model.countToSee(connection) > LAST_PHOTOS) {
            cutAgain(connection, job, model);
            return false;
        }
        return !hasFailed(connection, job, model);
    }

    /** With no more than some photos left, these are looked at here and now: on a busy day, there are always some. */
    @Override
    public boolean isOverForGood(Connection connection, Job job) throws SQLException {
        ModelEmbeddings model = model(connection, job);
        List<Photo> photos = model.toSee(connection, 0, Long.MAX_VALUE, LAST_PHOTOS + 1);
        if (photos.size() > LAST_PHOTOS) {
            cutAgain(connection, job, model);
            return false;
        }
        if (!photos.isEmpty()) {
            List<Look> looks = look.at(known(photos), LAST_PATIENCE);
            List<Seen> seen = seen(photos, looks);
            model.store(connection, seen);
            if (seen.size() < photos.size()) {
                cutAgain(connection, job, model); // to be tried with all patience, while nobody waits
                return false;
            }
            for (Chunk chunk : chunks(job, photos)) {
                tag(connection, job, model, chunk);
            }
        }
        return !hasFailed(connection, job, model);
    }

    private static List<Chunk> chunks(Job job, List<Photo> photos) {
        int size = JobKind.EMBED.chunkPhotos(job);
        return photos.stream()
                .mapToLong(photo -> photo.number() / size * size)
                .distinct()
                .mapToObj(first -> new Chunk(job.number(), first, first + size - 1))
                .toList();
    }

    private static void cutAgain(Connection connection, Job job, ModelEmbeddings model) throws SQLException {
        JobTable.cutAgain(connection, job.number(), JobKind.EMBED.chunkPhotos(job), model.toSee());
    }

    /** More failures than are allowed: somebody has to decide. */
    private static boolean hasFailed(Connection connection, Job job, ModelEmbeddings model) throws SQLException {
        Map<String, Long> failures = model.failures(connection);
        long missing = failures.values().stream().mapToLong(Long::longValue).sum();
        long allowed = Statements.number(connection, ALLOWED, job.number());
        if (missing <= allowed) {
            return false;
        }
        String codes = failures.entrySet().stream()
                .map(code -> "%s %,d".formatted(code.getKey(), code.getValue()))
                .collect(Collectors.joining(", "));
        JobTable.fail(
                connection,
                job.number(),
                ("%,d photos could not be looked at (%s), and %,d may be missing. Table embed_failures says which and why; when it"
                                + " is mended, or with --allow-missing, tagstream reembed goes on")
                        .formatted(missing, codes, allowed));
        return true;
    }

    private static List<Known> known(List<Photo> photos) {
        return photos.stream()
                .map(photo -> new Known(new PhotoId(photo.id()), photo.source(), photo.content()))
                .toList();
    }

    private static List<Seen> seen(List<Photo> photos, List<Look> looks) {
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            if (looks.get(i) instanceof SecondLook.Seen one) {
                seen.add(new Seen(photos.get(i), one.embedding()));
            }
        }
        return seen;
    }

    private static List<Unseen> unseen(List<Photo> photos, List<Look> looks) {
        List<Unseen> unseen = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            if (looks.get(i) instanceof SecondLook.Unseen one) {
                unseen.add(new Unseen(photos.get(i), one.code(), one.detail()));
            }
        }
        return unseen;
    }
}
