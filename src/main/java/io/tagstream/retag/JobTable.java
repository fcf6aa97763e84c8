package io.tagstream.retag;

import io.tagstream.retag.ChunkWork.Result;
import io.tagstream.retag.Job.Chunk;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The tables retag_jobs and retag_chunks, statement by statement. */
final class JobTable {

    private static final String COLUMNS =
            "select job_no, kind, release_no, from_no, state, cut_over, photos_per_second, author from retag_jobs ";

    private static final String INSERT = """
            insert into retag_jobs (kind, release_no, from_no, from_xid, state, cut_over, photos_per_second, photos_total, author)
            values (?, ?, ?, case when ? then pg_current_xact_id() end, 'running', ?, ?, ?, ?) returning job_no
            """;

    /**
     * Chunks begin at the same numbers in all jobs, and none goes beyond the photos that there are: newer ones have their tags from
     * whoever stores them, without asking for a chunk's lock.
     */
    private static final String CHUNKS = """
            insert into retag_chunks (job_no, first_photo, last_photo)
            select ?, first, least(first + ? - 1, newest.photo_no)
            from (select max(photo_no) as photo_no from photos) as newest, generate_series(0, newest.photo_no, ?) as first
            """;

    /** Those that photos are in, from the same numbers on; PHOTOS stands for a query. Rows in ascending order, as everybody locks them. */
    private static final String CHUNKS_AGAIN = """
            with photo as (PHOTOS), cut as (
                insert into retag_chunks as c (job_no, first_photo, last_photo)
                select job, first, first + size - 1
                from (select distinct ?::int4 as job, ?::int4 as size, photo_no / ?::int4 * ?::int4 as first from photo) as ranges
                order by first
                on conflict (job_no, first_photo) do update set
                    last_photo = greatest(c.last_photo, excluded.last_photo), done_at = null)
            update retag_jobs set photos_total = photos_total + (select count(*) from photo) where job_no = ?
            """;

    private static final String TAKE = """
            select job_no, first_photo, last_photo from retag_chunks
            where job_no = ? and done_at is null order by first_photo limit 1 for update skip locked
            """;

    private static final String MARK = """
            update retag_chunks set photos = coalesce(photos, 0) + ?, changed = ?, done_at = clock_timestamp()
            where job_no = ? and first_photo = ?
            """;

    /** One chunk's time later, for whoever comes next; time that nobody used is not saved up, but for one chunk's. */
    private static final String TAKE_TURN = """
            update retag_jobs set next_chunk_at = greatest(next_chunk_at, now() - make_interval(secs => ?::float8)) + make_interval(secs => ?::float8)
            where job_no = ? and state = 'running' and next_chunk_at <= now()
            """;

    private static final String UNTIL_TURN =
            "select ceil(1000 * extract(epoch from next_chunk_at - now()))::int8 from retag_jobs where job_no = ?";

    private static final String SHIFT_TURN =
            "update retag_jobs set next_chunk_at = next_chunk_at - make_interval(secs => ?::float8) where job_no = ?";

    private static final String END = """
            update retag_jobs j set state = ?, finished_at = now(), photos_done = c.photos, photos_changed = c.changed
            from (select coalesce(sum(photos), 0) as photos, coalesce(sum(changed), 0) as changed
                  from retag_chunks where job_no = ?) as c
            where j.job_no = ?
            """;

    /** All photos less the few that are not catalogued: both are counted in an index. */
    private static final String PHOTOS =
            "select (select count(*) from photos) - (select count(*) from photos where status <> 'catalogued')";

    private JobTable() {}

    static long photos(Connection connection) throws SQLException {
        return Statements.number(connection, PHOTOS);
    }

    /** A job that has no chunks yet. */
    static int insert(Connection connection, Job job, long photos) throws SQLException {
        boolean announces = job.kind() == JobKind.ANNOUNCE;
        return (int) Statements.number(
                connection,
                INSERT,
                job.kind().column(),
                job.release(),
                job.from().isPresent() ? job.from().getAsInt() : null,
                announces,
                job.cutOver(),
                job.photosPerSecond().isPresent() ? job.photosPerSecond().getAsDouble() : null,
                photos,
                job.author().orElse(null));
    }

    /** Cuts the photos that there are now into chunks. */
    static void cut(Connection connection, int job, int chunkPhotos) throws SQLException {
        Statements.update(connection, CHUNKS, job, chunkPhotos, chunkPhotos);
    }

    /**
     * Has chunks done again.
     *
     * @param photos a query of the numbers of photos that there is something to do about
     */
    static void cutAgain(Connection connection, int job, int chunkPhotos, String photos) throws SQLException {
        Statements.update(
                connection, CHUNKS_AGAIN.replace("PHOTOS", photos), job, chunkPhotos, chunkPhotos, chunkPhotos, job);
    }

    static Optional<Job> find(Connection connection, int number) throws SQLException {
        return Statements.row(connection, COLUMNS + "where job_no = ?", JobTable::job, number);
    }

    /** The same, and nobody else changes it until the transaction ends. */
    static Optional<Job> lock(Connection connection, int number) throws SQLException {
        return Statements.row(connection, COLUMNS + "where job_no = ? for no key update", JobTable::job, number);
    }

    /** All jobs that there is still something to come of, oldest first. */
    static List<Job> open(Connection connection) throws SQLException {
        return Statements.rows(
                connection, COLUMNS + "where state not in ('done', 'cancelled') order by job_no", JobTable::job);
    }

    /** Whether it was neither paused nor ended. Holders of the releases' lock can rely on the latter. */
    static boolean isRunning(Connection connection, int number) throws SQLException {
        return find(connection, number)
                .filter(job -> job.state() == JobState.RUNNING)
                .isPresent();
    }

    /** A chunk that nobody has, if there is one; its row is locked until the transaction ends. */
    static Optional<Chunk> take(Connection connection, int job) throws SQLException {
        return Statements.row(connection, TAKE, row -> new Chunk(row.getInt(1), row.getLong(2), row.getLong(3)), job);
    }

    static boolean hasChunksToDo(Connection connection, int job) throws SQLException {
        return Statements.row(
                        connection,
                        "select 1 from retag_chunks where job_no = ? and done_at is null limit 1",
                        row -> row.getInt(1),
                        job)
                .isPresent();
    }

    static void markDone(Connection connection, Chunk chunk, Result result) throws SQLException {
        Statements.update(connection, MARK, result.photos(), result.changed(), chunk.job(), chunk.first());
    }

    /**
     * Takes the job's next turn, if it is due.
     *
     * @param photos of a chunk
     */
    static boolean takeTurn(Connection connection, Job job, int photos) throws SQLException {
        double seconds = photos / job.photosPerSecond().orElse(Double.POSITIVE_INFINITY);
        return Statements.update(connection, TAKE_TURN, seconds, seconds, job.number()) == 1;
    }

    static Duration untilTurn(Connection connection, Job job) throws SQLException {
        return Duration.ofMillis(Math.max(0, Statements.number(connection, UNTIL_TURN, job.number())));
    }

    /** Gives back the time of photos that a chunk turned out not to have. */
    static void giveBack(Connection connection, Job job, int photos) throws SQLException {
        double seconds = photos / job.photosPerSecond().orElse(Double.POSITIVE_INFINITY);
        Statements.update(connection, SHIFT_TURN, seconds, job.number());
    }

    static void setState(Connection connection, int job, JobState state) throws SQLException {
        Statements.update(connection, "update retag_jobs set state = ? where job_no = ?", state.column(), job);
    }

    static void resume(Connection connection, int job) throws SQLException {
        Statements.update(
                connection,
                "update retag_jobs set state = 'running', detail = null, resumed_at = now(), next_chunk_at = now() where job_no = ?",
                job);
    }

    /** For a job that still runs; one that was paused or ended meanwhile stays as it is. */
    static void fail(Connection connection, int job, String detail) throws SQLException {
        Statements.update(
                connection,
                "update retag_jobs set state = 'failed', detail = ? where job_no = ? and state = 'running'",
                detail,
                job);
    }

    /** Keeps the sums of the chunks. */
    static void end(Connection connection, int job, JobState state) throws SQLException {
        Statements.update(connection, END, state.column(), job, job);
    }

    /** Only once nobody can be working on one: deleting a row waits for whoever has it. */
    static void removeChunks(Connection connection, int job) throws SQLException {
        Statements.update(connection, "delete from retag_chunks where job_no = ?", job);
    }

    private static Job job(ResultSet row) throws SQLException {
        int from = row.getInt("from_no");
        OptionalInt before = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(from);
        double rate = row.getDouble("photos_per_second");
        OptionalDouble limit = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(rate);
        return new Job(
                row.getInt("job_no"),
                JobKind.ofColumn(row.getString("kind")),
                row.getInt("release_no"),
                before,
                JobState.ofColumn(row.getString("state")),
                row.getBoolean("cut_over"),
                limit,
                Optional.ofNullable(row.getString("author")));
    }
}
