package io.tagstream.catalog;

import io.tagstream.tagging.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The verdicts table: what people said, whatever release is in force. */
final class VerdictTable {

    private static final String OF_PHOTOS = """
            select v.photo_no, t.taxonomy, t.tag_id, v.verdict
            from verdicts v join tags t on t.tag_no = v.tag_no
            where v.photo_no = any (?::int8[])
            """;
    private static final String PUT = """
            insert into verdicts as v (photo_no, tag_no, verdict, author) values (?, ?, ?, ?)
            on conflict (photo_no, tag_no) do update set
                verdict = excluded.verdict, author = excluded.author, said_at = now()
            where v.verdict <> excluded.verdict
            """;
    private static final String TAKE_BACK = "delete from verdicts where photo_no = ? and tag_no = ?";
    private static final String DELETE = "delete from verdicts where photo_no = any (?::int8[])";

    private VerdictTable() {}

    /** What was said of each photo; photos of which nobody said anything are left out. */
    static Map<Long, PhotoVerdicts> of(Connection connection, Collection<Long> photos) throws SQLException {
        if (photos.isEmpty()) {
            return Map.of();
        }
        try (PreparedStatement statement = connection.prepareStatement(OF_PHOTOS)) {
            new Columns(statement).column("int8", photos, photo -> photo);
            Map<Long, Map<String, Map<String, Verdict>>> verdicts = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    verdicts.computeIfAbsent(row.getLong(1), photo -> new HashMap<>())
                            .computeIfAbsent(row.getString(2), taxonomy -> new TreeMap<>())
                            .put(row.getString(3), verdict(row.getString(4)));
                }
            }
            Map<Long, PhotoVerdicts> byPhoto = new HashMap<>();
            verdicts.forEach((photo, said) -> byPhoto.put(photo, new PhotoVerdicts(said)));
            return byPhoto;
        }
    }

    /** Returns whether it was news; another author alone is none. */
    static boolean put(Connection connection, long photo, int tag, Verdict verdict, Optional<String> author)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUT)) {
            statement.setLong(1, photo);
            statement.setInt(2, tag);
            statement.setString(3, verdict.word());
            statement.setString(4, author.orElse(null));
            return statement.executeUpdate() == 1;
        }
    }

    /** Returns whether there was anything to take back. */
    static boolean takeBack(Connection connection, long photo, int tag) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAKE_BACK)) {
            statement.setLong(1, photo);
            statement.setInt(2, tag);
            return statement.executeUpdate() == 1;
        }
    }

    /** What people said goes with the photo, and only with it. */
    static void delete(Connection connection, Collection<Long> photos) throws SQLException {
        if (!photos.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
                new Columns(statement).column("int8", photos, photo -> photo);
                statement.executeUpdate();
            }
        }
    }

    static Verdict verdict(String column) {
        return Verdict.valueOf(column.toUpperCase(Locale.ROOT));
    }
}
