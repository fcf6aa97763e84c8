package io.tagstream.retag;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A job and how far it is, whoever works on it.
 *
 * @param release name of the release that it is about
 * @param taxonomy the release's taxonomy
 * @param version the release's taxonomy version
 * @param photosTotal as counted when it began; 0 where nobody counted
 * @param photosDone that were worked on
 * @param photosChanged whose tags changed, or that were announced
 * @param chunks pieces that it was cut into
 * @param chunksDone those that are done
 * @param photosPerSecond over the last minute
 * @param secondsLeft if it goes on like that; unknown while nothing is done
 * @param detail what went wrong, in a sentence
 */
public record JobProgress(
        int number,
        JobKind kind,
        JobState state,
        String release,
        String taxonomy,
        String version,
        boolean cutOver,
        OptionalDouble limit,
        long photosTotal,
        long photosDone,
        long photosChanged,
        long chunks,
        long chunksDone,
        OptionalDouble photosPerSecond,
        OptionalLong secondsLeft,
        Optional<String> author,
        Optional<String> detail,
        Instant createdAt,
        Optional<Instant> finishedAt) {

    /** Rates are of the last minute, or since the job was resumed. Chunks of ended jobs may be gone, their sums are not. */
    private static final String QUERY = """
            select j.job_no, j.kind, j.state, r.name, r.taxonomy, v.version, j.cut_over, j.photos_per_second, j.photos_total,
                   coalesce(j.photos_done, c.photos, 0)     as photos_done,
                   coalesce(j.photos_changed, c.changed, 0) as photos_changed,
                   c.chunks, c.chunks_done, c.recent_chunks, coalesce(c.recent_photos, 0) as recent_photos,
                   extract(epoch from clock_timestamp() - w.since)::float8 as recent_seconds,
                   j.author, j.detail, j.created_at, j.finished_at
            from retag_jobs j
                     join releases r using (release_no)
                     join taxonomy_versions v using (version_no)
                     cross join lateral (select greatest(j.resumed_at, now() - interval '60 seconds') as since) as w
                     cross join lateral (select sum(photos) as photos, sum(changed) as changed,
                                                count(*) as chunks, count(done_at) as chunks_done,
                                                sum(photos) filter (where done_at >= w.since) as recent_photos,
                                                count(*) filter (where done_at >= w.since) as recent_chunks
                                         from retag_chunks where job_no = j.job_no) as c
            """;

    static Optional<JobProgress> of(Connection connection, int number) throws SQLException {
        return Statements.row(connection, QUERY + "where j.job_no = ?", JobProgress::row, number);
    }

    static List<JobProgress> latest(Connection connection, int limit) throws SQLException {
        return Statements.rows(connection, QUERY + "order by j.job_no desc limit ?", JobProgress::row, limit);
    }

    static List<JobProgress> open(Connection connection) throws SQLException {
        return Statements.rows(
                connection, QUERY + "where j.state not in ('done', 'cancelled') order by j.job_no", JobProgress::row);
    }

    /** From 0 to 1. */
    public double fraction() {
        if (state == JobState.DONE) {
            return 1;
        }
        return chunks == 0 ? 0 : (double) chunksDone / chunks;
    }

    /** Whether all chunks are done and only the cut-over is still to come, which waits for the last one to be announced. */
    public boolean awaitsCutOver() {
        return !state.hasEnded() && chunksDone == chunks;
    }

    private static JobProgress row(ResultSet row) throws SQLException {
        double limit = row.getDouble("photos_per_second");
        OptionalDouble atMost = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(limit);
        JobState state = JobState.ofColumn(row.getString("state"));
        long chunks = row.getLong("chunks");
        long chunksDone = row.getLong("chunks_done");
        long total = row.getLong("photos_total");
        long done = row.getLong("photos_done");
        double seconds = row.getDouble("recent_seconds");
        double chunksPerSecond = row.getLong("recent_chunks") / seconds;
        boolean known = state == JobState.RUNNING && chunksPerSecond > 0 && Double.isFinite(chunksPerSecond);
        return new JobProgress(
                row.getInt("job_no"),
                JobKind.ofColumn(row.getString("kind")),
                state,
                row.getString("name"),
                row.getString("taxonomy"),
                row.getString("version"),
                row.getBoolean("cut_over"),
                atMost,
                total == 0 ? 0 : Math.max(total, done), // photos may have come in since they were counted
                done,
                row.getLong("photos_changed"),
                chunks,
                chunksDone,
                known ? OptionalDouble.of(row.getLong("recent_photos") / seconds) : OptionalDouble.empty(),
                known ? OptionalLong.of(Math.round((chunks - chunksDone) / chunksPerSecond)) : OptionalLong.empty(),
                Optional.ofNullable(row.getString("author")),
                Optional.ofNullable(row.getString("detail")),
                row.getTimestamp("created_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("finished_at")).map(java.sql.Timestamp::toInstant));
    }
}
