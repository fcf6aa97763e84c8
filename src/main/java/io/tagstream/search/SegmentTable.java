package io.tagstream.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of search_segments. */
final class SegmentTable {

    private static final String COLUMNS = "select s.segment_no, s.model_no, s.first_no, s.last_no, s.state, s.photos";

    /** Those whose index is there, of a pgvector that can follow one for as long as it takes. */
    private static final String USABLE = COLUMNS + """
             from search_segments s
                     join pg_index i on i.indexrelid = to_regclass('search_segment_' || s.segment_no) and i.indisvalid
                     join pg_extension v on v.extname = 'vector' and string_to_array(v.extversion, '.')::int[] >= '{0,8}'
            where s.model_no = ? and s.state = 'ready'
            order by s.first_no
            """;

    private static final String ALL = COLUMNS + " from search_segments s order by s.model_no, s.first_no, s.segment_no";

    private static final String INSERT = """
            insert into search_segments (model_no, first_no, last_no, state, photos) values (?, ?, ?, 'building', ?)
            returning segment_no
            """;

    private static final String READY =
            "update search_segments set state = 'ready', build_seconds = ? where segment_no = ?";

    private static final String DROPPING = "update search_segments set state = 'dropping' where segment_no = any (?)";

    private static final String DELETE = "delete from search_segments where segment_no = ?";

    private SegmentTable() {}

    /** A model's segments whose index can be followed now, by their range. */
    static List<Segment> usable(Connection connection, int model) throws SQLException {
        return list(connection, USABLE, model);
    }

    static List<Segment> all(Connection connection) throws SQLException {
        return list(connection, ALL);
    }

    private static List<Segment> list(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Values(statement).all(List.of(values));
            List<Segment> segments = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    segments.add(new Segment(
                            row.getInt(1),
                            row.getInt(2),
                            row.getLong(3),
                            row.getLong(4),
                            Segment.State.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
                            row.getLong(6)));
                }
            }
            return segments;
        }
    }

    /** Adds a segment that is going to be built, and gives its number. */
    static int begin(Connection connection, int model, Segment.Range range, long photos) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            new Values(statement)
                    .value(model)
                    .value(range.first())
                    .value(range.last())
                    .value(photos);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    static void ready(Connection connection, int segment, double seconds) throws SQLException {
        update(connection, READY, seconds, segment);
    }

    static void dropping(Connection connection, List<Segment> segments) throws SQLException {
        update(connection, DROPPING, (Object)
                segments.stream().mapToLong(Segment::number).toArray());
    }

    static void delete(Connection connection, int segment) throws SQLException {
        update(connection, DELETE, segment);
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Values(statement).all(List.of(values));
            statement.executeUpdate();
        }
    }
}
