package io.tagstream.retag;

import io.tagstream.catalog.ReleaseLocks;
import io.tagstream.retag.Job.Chunk;
import java.sql.Connection;
import java.sql.SQLException;

/** What those take who write tags of older photos, chunk by chunk. */
final class ChunkLocks {

    private ChunkLocks() {}

    /**
     * Takes the locks of releases and of the chunk's photos, in the order in which everybody takes them.
     *
     * @return false if the job was paused or ended meanwhile
     */
    static boolean take(Connection connection, Chunk chunk) throws SQLException {
        ReleaseLocks.share(connection);
        if (!JobTable.isRunning(connection, chunk.job())) {
            return false;
        }
        for (long lock = chunk.first() / ReleaseLocks.CHUNK; lock <= chunk.last() / ReleaseLocks.CHUNK; lock++) {
            ReleaseLocks.holdChunk(connection, lock * ReleaseLocks.CHUNK);
        }
        return true;
    }
}
