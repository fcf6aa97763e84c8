package io.tagstream.likeness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** How far the catalog was looked through, and what is to be looked at again. */
final class MarkTable {

    private static final String MODEL = """
            select r.model_no from taxonomies x join releases r on r.release_no = x.active_release_no
            """;

    private static final String MARK = """
            with made as (insert into likeness_marks (model_no, embedding_no) values (?, 0) on conflict do nothing
                          returning embedding_no)
            select embedding_no from made union all select embedding_no from likeness_marks where model_no = ?
            """;

    /** Moved by whoever read it last; nobody else meanwhile. */
    private static final String MOVE = """
            update likeness_marks set embedding_no = ?, moved_at = now() where model_no = ? and embedding_no = ?
            """;

    private static final String HIGHEST = """
            select pg_snapshot_xmin(now)::text::int8, pg_snapshot_xmax(now)::text::int8,
                   (select coalesce(max(embedding_no), 0) from embeddings where model_no = ?)
            from pg_current_snapshot() as now
            """;

    private static final String QUEUED =
            "select photo_no, queued_at::text from likeness_queue order by photo_no limit ?";

    /** What was queued again meanwhile stays. */
    private static final String DONE = """
            delete from likeness_queue q using unnest(?::int8[], ?::timestamptz[]) as done (photo_no, queued_at)
            where q.photo_no = done.photo_no and q.queued_at = done.queued_at
            """;

    private static final String BACKLOG = """
            select (select count(*) from (select from embeddings where model_no = ? and embedding_no > ? limit ?) waiting)
                   + (select count(*) from (select from likeness_queue limit ?) again)
            """;

    private MarkTable() {}

    /**
     * What a snapshot says of embeddings' numbers, which are given before a transaction ends.
     *
     * @param oldest transaction that had not ended
     * @param next transaction that had not begun
     * @param highest number that was seen
     */
    record Seen(long oldest, long next, long highest) {}

    /** A photo that is to be looked at again, and since when. */
    record Queued(long photo, String since) {}

    /** That of the release in force. */
    static OptionalInt modelInForce(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MODEL);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
        }
    }

    static long mark(Connection connection, int model) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MARK)) {
            new Values(statement).value(model).value(model);
            return number(statement);
        }
    }

    /**
     * Moves a mark on.
     *
     * @return whether it still was where it is moved from
     */
    static boolean move(Connection connection, int model, long from, long to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
            new Values(statement).value(to).value(model).value(from);
            return statement.executeUpdate() == 1;
        }
    }

    static Seen seen(Connection connection, int model) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HIGHEST)) {
            new Values(statement).value(model);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Seen(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        }
    }

    static List<Queued> queued(Connection connection, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUEUED)) {
            new Values(statement).value(most);
            List<Queued> queued = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    queued.add(new Queued(row.getLong(1), row.getString(2)));
                }
            }
            return queued;
        }
    }

    static void done(Connection connection, List<Queued> queued) throws SQLException {
        if (!queued.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(DONE)) {
                new Values(statement)
                        .column("int8", queued, Queued::photo)
                        .column("timestamptz", queued, Queued::since);
                statement.executeUpdate();
            }
        }
    }

    /** Photos that wait, counted up to so many. */
    static long backlog(Connection connection, int model, long mark, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BACKLOG)) {
            new Values(statement).value(model).value(mark).value(most).value(most);
            return number(statement);
        }
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
