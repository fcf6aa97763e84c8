package io.tagstream.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The catalog's short keys of a taxonomy version's tags. Immutable. */
final class TagNumbers {

    private static final String SELECT = """
            select t.tag_id, t.tag_no from taxonomy_tags tt join tags t using (tag_no) where tt.version_no = ?
            """;

    private final Map<String, Integer> byId;

    TagNumbers(Map<String, Integer> byId) {
        this.byId = Map.copyOf(byId);
    }

    static TagNumbers read(Connection connection, int version) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
            statement.setInt(1, version);
            Map<String, Integer> byId = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    byId.put(row.getString(1), row.getInt(2));
                }
            }
            return new TagNumbers(byId);
        }
    }

    /** In ascending order. */
    IntStream of(Collection<String> tags) {
        return tags.stream()
                .flatMap(tag -> Optional.ofNullable(byId.get(tag)).stream())
                .mapToInt(Integer::intValue)
                .sorted();
    }
}
