package io.tagstream.retag;

import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.ReleaseStore.Activation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Changes which release is in force, and starts the jobs that follow from it, in the caller's transaction. */
final class CutOver {

    private final ReleaseStore releases;

    CutOver(ReleaseStore releases) {
        this.releases = releases;
    }

    /**
     * Puts a complete release in force. The one that was stays up to date; the one before that is retired. One that is in force
     * already, and was scored again, only has its changes announced.
     */
    void forward(Connection connection, int release, Optional<String> author) throws SQLException {
        Optional<Activation> change = releases.activate(connection, release);
        Optional<Release> retired = change.flatMap(Activation::retired);
        if (retired.isPresent()) {
            removeTags(connection, retired.get().number());
        }
        int from = change.flatMap(Activation::before).map(Release::number).orElse(release);
        start(connection, JobKind.ANNOUNCE, release, OptionalInt.of(from), author);
    }

    /** The same with the release that was in force before. An announcement that has not ended is given up for the new one. */
    void back(Connection connection, int previous, Optional<String> author) throws SQLException {
        Optional<Job> unfinished = announcement(connection);
        if (unfinished.isPresent()) {
            JobTable.end(connection, unfinished.get().number(), JobState.CANCELLED);
        }
        forward(connection, previous, author);
    }

    /** Has nobody tag photos for a release any more, and its tags removed in the background. */
    void retire(Connection connection, int release) throws SQLException {
        if (releases.retire(connection, release)) {
            removeTags(connection, release);
        }
    }

    /** The announcement that has not ended, if there is one. */
    static Optional<Job> announcement(Connection connection) throws SQLException {
        return JobTable.open(connection).stream()
                .filter(job -> job.kind() == JobKind.ANNOUNCE)
                .findFirst();
    }

    private static void removeTags(Connection connection, int release) throws SQLException {
        start(connection, JobKind.RETIRE, release, OptionalInt.empty(), Optional.empty());
    }

    private static void start(
            Connection connection, JobKind kind, int release, OptionalInt from, Optional<String> author)
            throws SQLException {
        Job job = new Job(0, kind, release, from, JobState.RUNNING, false, OptionalDouble.empty(), author);
        int number = JobTable.insert(connection, job, 0);
        JobTable.cut(connection, number, kind.chunkPhotos(Double.POSITIVE_INFINITY));
    }
}
