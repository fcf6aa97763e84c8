package io.tagstream.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;

/**
 * What keeps writers of tags out of each other's way, until the end of their transactions. Taken in this order: releases, the photo's
 * row, chunks, the outbox's order. So nobody waits in a circle.
 */
public final class ReleaseLocks {

    /** Photos of a chunk, by photo_no: what a job writes in one transaction. */
    public static final int CHUNK = 1_000;

    /** "tagu", since "tags" is taken; the second integer is the chunk. */
    private static final int CHUNKS = 0x74616775;

    private static final String SHARE_CHUNKS = """
            select pg_advisory_xact_lock_shared(?, chunk)
            from (select distinct (photo_no / ?)::int4 as chunk from unnest(?::int8[]) as photo (photo_no) order by chunk) as chunks
            """;

    private static final String HOLD_CHUNK = "select pg_advisory_xact_lock(?, (? / ?)::int4)";

    private ReleaseLocks() {}

    /** For whoever writes tags: which releases are live and in force stays as it is. To be taken before the first write. */
    public static void share(Connection connection) throws SQLException {
        execute(connection, "select pg_advisory_xact_lock_shared" + AdvisoryLock.RELEASES.arguments());
    }

    /** For whoever changes which releases are live or in force: nobody writes tags. */
    public static void hold(Connection connection) throws SQLException {
        execute(connection, "select pg_advisory_xact_lock" + AdvisoryLock.RELEASES.arguments());
    }

    /** For whoever writes tags of photos that had some before: no job is at work on them with an older embedding. */
    public static void shareChunks(Connection connection, Collection<Long> photos) throws SQLException {
        if (photos.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(SHARE_CHUNKS)) {
            new Columns(statement).value(CHUNKS).value(CHUNK).column("int8", photos, photo -> photo);
            statement.execute();
        }
    }

    /** For a job, before it reads embeddings and verdicts: nobody else writes tags of older photos in this chunk. */
    public static void holdChunk(Connection connection, long photo) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HOLD_CHUNK)) {
            new Columns(statement).value(CHUNKS).value(photo).value(CHUNK);
            statement.execute();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
