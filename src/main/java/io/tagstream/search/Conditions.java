package io.tagstream.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;

/** Conditions on photos, as parts of statements about embeddings. */
final class Conditions {

    /** After a where about {@code embeddings e}. Only catalogued photos have embeddings; a condition is asked of these alone. */
    static final String FULFILS = " and exists (select from photos p"
            + " where p.photo_no = e.photo_no and p.status = 'catalogued' and (%s))";

    private Conditions() {}

    /** The photos that fulfil it; empty if they are more than these. */
    static Optional<long[]> few(Connection connection, Condition condition, int most) throws SQLException {
        String sql = "select p.photo_no from photos p where p.status = 'catalogued' and (%s) limit %d"
                .formatted(condition.sql(), most + 1L);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Values(statement).all(condition.values());
            long[] photos = new long[most];
            int count = 0;
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    if (count == most) {
                        return Optional.empty();
                    }
                    photos[count++] = row.getLong(1);
                }
            }
            return Optional.of(Arrays.copyOf(photos, count));
        }
    }
}
