package io.tagstream.catalog;

import io.tagstream.photo.ContentHash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The decode_suspects table: what all workers know of contents that may crash a decoder. By content, so that new bytes under the
 * same photo id start afresh, and the same bytes under another do not.
 */
public final class Suspects {

    /** How a content is to be treated; one that is not listed is decoded beside others. */
    public enum Standing {
        /** Was in native code when a process died, as others may have been: to be tried alone. */
        SUSPECTED,
        /** Was alone in native code when a process died: not to be tried. */
        CONVICTED
    }

    private static final String ACCUSE = """
            insert into decode_suspects as s (content_sha256, photo_id, convicted_at, worker)
            values (?, ?, case when ? then now() end, ?)
            on conflict (content_sha256) do update set
                photo_id = excluded.photo_id, crashes = s.crashes + 1, last_crash_at = now(), worker = excluded.worker,
                convicted_at = coalesce(s.convicted_at, excluded.convicted_at)
            """;

    /** An event that has not come back for weeks was dealt with otherwise: deleted, replaced, or expired in Kafka. */
    private static final String FORGET = """
            delete from decode_suspects where convicted_at is null and last_crash_at < now() - interval '30 days'
            """;

    private static final String LOAD = "select content_sha256, convicted_at is not null from decode_suspects";

    private static final String ACQUIT =
            "delete from decode_suspects where convicted_at is null and content_sha256 = any (?)";

    private final DataSource dataSource;

    public Suspects(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Adds what the journal of a process that died tells. Doing so twice does no harm but to the count.
     *
     * @param worker which machine it was
     */
    public void accuse(List<Suspicion> suspicions, String worker) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(ACCUSE)) {
                for (Suspicion suspicion : suspicions) {
                    statement.setBytes(1, suspicion.content().bytes());
                    statement.setString(2, suspicion.photo().value());
                    statement.setBoolean(3, suspicion.alone());
                    statement.setString(4, worker);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            connection.commit();
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }

    /** Everything that is suspected or convicted now: a handful, or nothing. */
    public Map<ContentHash, Standing> load() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement forget = connection.prepareStatement(FORGET);
                PreparedStatement load = connection.prepareStatement(LOAD)) {
            forget.executeUpdate();
            Map<ContentHash, Standing> standings = new HashMap<>();
            try (ResultSet rows = load.executeQuery()) {
                while (rows.next()) {
                    standings.put(
                            ContentHash.ofDigest(rows.getBytes(1)),
                            rows.getBoolean(2) ? Standing.CONVICTED : Standing.SUSPECTED);
                }
            }
            return standings;
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }

    /** Removes those that were tried alone and did no harm. */
    public void acquit(Collection<ContentHash> contents) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(ACQUIT)) {
            new Columns(statement).column("bytea", contents, ContentHash::bytes);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }
}
