package io.tagstream.retag;

import io.tagstream.retag.Job.Chunk;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Removes the tags of a release that was retired, and what compares others with it. */
public final class RetireWork implements ChunkWork {

    private static final String TAGS =
            "delete from photo_tags where release_no = ? and photo_no between ? and ? returning photo_no";

    private static final String CHANGES = """
            delete from photo_changes c using releases r
            where c.release_no = r.release_no and ? in (r.release_no, r.base_no) and c.photo_no between ? and ?
            """;

    @Override
    public JobKind kind() {
        return JobKind.RETIRE;
    }

    @Override
    public Optional<Result> work(Connection connection, Job job, Chunk chunk) throws SQLException {
        if (!ChunkLocks.take(connection, chunk)) {
            return Optional.empty();
        }
        int photos = (int) Statements.number(
                connection,
                "with gone as (" + TAGS + ") select count(distinct photo_no) from gone",
                job.release(),
                chunk.first(),
                chunk.last());
        Statements.update(connection, CHANGES, job.release(), chunk.first(), chunk.last());
        return Optional.of(new Result(photos, 0));
    }
}
