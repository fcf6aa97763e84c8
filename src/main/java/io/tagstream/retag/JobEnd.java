package io.tagstream.retag;

import io.tagstream.catalog.ReleaseLocks;
import io.tagstream.catalog.ReleaseStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What happens when all chunks of a job are done: whoever comes by next does it, in one transaction. */
final class JobEnd {

    /** Of jobs that were cancelled, once nobody can have one of them in hand. */
    private static final String REMOVE_LEFT_CHUNKS = """
            delete from retag_chunks where job_no in
                (select job_no from retag_jobs where state = 'cancelled' and finished_at < now() - interval '1 hour')
            """;

    private final ReleaseStore releases;

    JobEnd(ReleaseStore releases) {
        this.releases = releases;
    }

    /** Ends it; false if it is not at its end, is over already, or has to wait for the last change to be announced. */
    boolean of(Connection connection, Job seen, ChunkWork work) throws SQLException {
        boolean makesRelease = seen.kind() == JobKind.SCORE || seen.kind() == JobKind.EMBED;
        if (makesRelease) {
            if (mustWait(connection, seen)) {
                return false; // before the lock for which everybody who writes would wait
            }
            ReleaseLocks.hold(connection);
        }
        Optional<Job> job =
                JobTable.lock(connection, seen.number()).filter(locked -> locked.state() == JobState.RUNNING);
        if (job.isEmpty()
                || JobTable.hasChunksToDo(connection, seen.number())
                || (makesRelease && mustWait(connection, seen))
                || !work.isOverForGood(connection, seen)) {
            return false;
        }
        if (makesRelease) {
            releases.complete(connection, seen.release());
            if (seen.cutOver()) {
                new CutOver(releases).forward(connection, seen.release(), seen.author());
            }
        }
        JobTable.end(connection, seen.number(), JobState.DONE);
        JobTable.removeChunks(connection, seen.number());
        Statements.update(connection, REMOVE_LEFT_CHUNKS);
        return true;
    }

    private static boolean mustWait(Connection connection, Job job) throws SQLException {
        return job.cutOver() && CutOver.announcement(connection).isPresent();
    }
}
