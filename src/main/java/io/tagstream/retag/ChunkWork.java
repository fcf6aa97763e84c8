package io.tagstream.retag;

import io.tagstream.retag.Job.Chunk;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What is done with a chunk of one kind of job. Shared by threads. */
public interface ChunkWork {

    /**
     * What became of a chunk.
     *
     * @param photos that were worked on
     * @param changed whose tags changed, or that were announced
     */
    record Result(int photos, int changed) {}

    JobKind kind();

    /** Whether a chunk may be taken now; work that fills what somebody else empties says no while that is full. */
    default boolean isDue(Connection connection) throws SQLException {
        return true;
    }

    /**
     * Whether a job of which no chunk is left is at its end. Work that others add to meanwhile makes new chunks, and says no.
     */
    default boolean isOver(Connection connection, Job job) throws SQLException {
        return true;
    }

    /**
     * The same while nobody else writes tags, so that it stays true: the caller holds the releases' lock, and ends the job in this
     * transaction.
     */
    default boolean isOverForGood(Connection connection, Job job) throws SQLException {
        return true;
    }

    /**
     * Works on a chunk, in the transaction that holds its row and will mark it as done: all of it is committed, or nothing. Whoever
     * writes tags calls {@link Locks#write} before, and as late as possible if there is much to be done that needs no lock.
     *
     * @return empty if the job was ended meanwhile, and nothing was done
     */
    Optional<Result> work(Connection connection, Job job, Chunk chunk) throws SQLException;
}
