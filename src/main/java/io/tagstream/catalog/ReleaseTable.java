package io.tagstream.catalog;

import io.tagstream.catalog.Release.Standing;
import io.tagstream.catalog.Release.State;
import io.tagstream.tagging.ReleaseId;
import io.tagstream.taxonomy.TaxonomyVersion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The releases table, read. */
final class ReleaseTable {

    private static final String SELECT = """
            select r.release_no, v.version, m.digest, f.digest, r.version_no, r.model_no, r.taxonomy, m.name, r.base_no, r.state,
                   x.active_release_no = r.release_no, x.previous_release_no = r.release_no,
                   r.author, r.created_at, r.completed_at
            from releases r
                     join taxonomy_versions v on v.version_no = r.version_no
                     join models m on m.model_no = r.model_no
                     left join fittings f on f.fitting_no = r.fitting_no
                     left join taxonomies x on true
            """;

    private ReleaseTable() {}

    /** Those that photos that come in are tagged for, of all models, the oldest first. */
    static List<Release> live(Connection connection) throws SQLException {
        return select(connection, "where r.state <> 'retired' order by r.release_no");
    }

    /** All, the newest first. */
    static List<Release> all(Connection connection) throws SQLException {
        return select(connection, "order by r.release_no desc");
    }

    static Optional<Release> active(Connection connection) throws SQLException {
        return select(connection, "where r.release_no = x.active_release_no").stream()
                .findFirst();
    }

    static boolean hasLabels(Connection connection, int release) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select from releases where release_no = ? and labels is not null")) {
            statement.setInt(1, release);
            try (ResultSet result = statement.executeQuery()) {
                return result.next();
            }
        }
    }

    static Optional<Release> numbered(Connection connection, int number) throws SQLException {
        return select(connection, "where r.release_no = ?", number).stream().findFirst();
    }

    /** Those whose name begins so. */
    static List<Release> named(Connection connection, String prefix) throws SQLException {
        return select(connection, "where starts_with(r.name, ?) order by r.release_no", prefix);
    }

    private static List<Release> select(Connection connection, String condition, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT + condition)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<Release> releases = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    releases.add(release(row));
                }
            }
            return releases;
        }
    }

    private static Release release(ResultSet row) throws SQLException {
        ReleaseId id = new ReleaseId(
                new TaxonomyVersion(row.getString(2)), row.getString(3), Optional.ofNullable(row.getString(4)));
        return new Release(
                row.getInt(1),
                id,
                row.getInt(5),
                row.getInt(6),
                row.getString(7),
                row.getString(8),
                Optional.ofNullable(row.getObject(9, Integer.class)),
                State.ofColumn(row.getString(10)),
                row.getBoolean(11) ? Standing.ACTIVE : row.getBoolean(12) ? Standing.PREVIOUS : Standing.NEITHER,
                Optional.ofNullable(row.getString(13)),
                row.getTimestamp(14).toInstant(),
                Optional.ofNullable(row.getTimestamp(15)).map(java.sql.Timestamp::toInstant));
    }
}
