package io.tagstream.retag;

import io.tagstream.catalog.Announcements;
import io.tagstream.catalog.Announcer;
import io.tagstream.catalog.LoadedRelease;
import io.tagstream.catalog.OutboxEvent;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.catalog.ReleaseLocks;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.photo.ContentHash;
import io.tagstream.retag.Job.Chunk;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Puts an event into the outbox for each photo of a chunk whose tags are others since another release is in force. A photo that was
 * changed after that has been announced by whoever changed it.
 */
public final class AnnounceWork implements ChunkWork {

    private static final String STORED_CHANGES =
            "select photo_no from photo_changes where release_no = %d and photo_no between %d and %d";

    /**
     * Locked in the order in which batches of uploads lock them. Numbers of transactions begin anew when a dump is restored, so the
     * time has to agree with them, but for what clocks and waiting make of it.
     */
    private static final String PHOTOS = """
            select p.photo_no from photos p, retag_jobs j
            where j.job_no = ? and p.status = 'catalogued' and p.photo_no in (CHANGED)
              and not (p.changed_in > j.from_xid and p.changed_at > j.created_at - interval '10 minutes')
            order by p.photo_id for share of p
            """;

    private final ReleaseStore releases;
    private final ReleaseLoader loader;
    private final Announcer announcer;
    private final int outboxLimit;

    /**
     * For workers and for the command line.
     *
     * @param outboxLimit events that may wait to be published: more would only make those of uploads wait behind them
     */
    public AnnounceWork(ReleaseStore releases, ReleaseLoader loader, Announcer announcer, int outboxLimit) {
        this.releases = releases;
        this.loader = loader;
        this.announcer = announcer;
        this.outboxLimit = outboxLimit;
    }

    @Override
    public JobKind kind() {
        return JobKind.ANNOUNCE;
    }

    @Override
    public boolean isDue(Connection connection) throws SQLException {
        return Statements.number(
                        connection, "select count(*) from (select from outbox limit ?) as waiting", outboxLimit)
                < outboxLimit;
    }

    @Override
    public Optional<Result> work(Connection connection, Job job, Chunk chunk) throws SQLException {
        ReleaseLocks.share(connection);
        if (!JobTable.isRunning(connection, job.number())) {
            return Optional.empty();
        }
        Release release = releases.numbered(connection, job.release());
        LoadedRelease inForce = loader.load(release)
                .orElseThrow(() ->
                        new Failure(FailureCode.SCHEMA_INVALID, "release %s has no labels".formatted(release.id())));
        List<Long> photos = Statements.rows(
                connection,
                PHOTOS.replace("CHANGED", changed(connection, job, release, chunk)),
                row -> row.getLong(1),
                job.number());
        int announced = announcements(job).append(connection, inForce, photos);
        return Optional.of(new Result(announced, announced));
    }

    /**
     * Events have ids of their own, or one that goes back to what was in force before would be taken for a repetition of what was
     * announced then.
     */
    private Announcements announcements(Job job) {
        return new Announcements(news -> {
            OutboxEvent event = announcer.announce(news);
            byte[] id = (event.id() + "\0" + job.number()).getBytes(StandardCharsets.UTF_8);
            return new OutboxEvent(
                    event.kind(),
                    event.photo(),
                    ContentHash.of(id).hex().substring(0, event.id().length()),
                    event.data());
        });
    }

    private String changed(Connection connection, Job job, Release to, Chunk chunk) throws SQLException {
        Release from = releases.numbered(connection, job.from().orElse(to.number()));
        if (from.number() == to.number() || to.base().equals(Optional.of(from.number()))) {
            return STORED_CHANGES.formatted(to.number(), chunk.first(), chunk.last());
        }
        if (from.base().equals(Optional.of(to.number()))) {
            return STORED_CHANGES.formatted(from.number(), chunk.first(), chunk.last());
        }
        // Neither of the two was made to be compared with the other.
        return """
                select distinct photo_no from (
                    select photo_no from photo_tags where release_no in (%d, %d) and photo_no between %d and %d
                    group by photo_no, tag_no having count(*) = 1) as one_sided
                """.formatted(from.number(), to.number(), chunk.first(), chunk.last());
    }
}
