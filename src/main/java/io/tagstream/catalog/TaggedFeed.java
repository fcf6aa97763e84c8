package io.tagstream.catalog;

import io.tagstream.photo.ContentHash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Photos as they are tagged, or tagged otherwise, the newest first. A place in the feed is a snapshot of PostgreSQL: what a later one sees
 * and it does not is new, in whatever order transactions ended. So nothing is shown twice and nothing passed over, and no transaction that
 * takes long holds the feed back.
 */
public final class TaggedFeed {

    /** Looked at to find those that are new; more than these in the time between two questions nobody could look at. */
    private static final int WINDOW = 1_000;

    private static final int MAX_RUNNING = 1_000;

    private static final Pattern SNAPSHOT = Pattern.compile("(\\d{1,18}):(\\d{1,18}):((?:\\d{1,18}(?:,\\d{1,18})*)?)");

    private static final String SINCE = """
            select n.photo_no, n.photo_id, n.owner, n.content_sha256, n.changed_at, pg_current_snapshot()::text
            from (select * from photos p
                  where p.changed_in >= pg_snapshot_xmin(?::pg_snapshot)
                  order by p.changed_in desc limit %d) n
            where n.status = 'catalogued' and not pg_visible_in_snapshot(n.changed_in, ?::pg_snapshot)
            order by n.changed_in desc, n.photo_no desc
            limit ?
            """.formatted(WINDOW);

    private static final String NOW = "select pg_current_snapshot()::text";

    /** Before everything. */
    private static final String BEGINNING = "3:3:";

    /**
     * A photo of the feed.
     *
     * @param number its photo_no
     * @param at when it was tagged
     */
    public record Tagged(long number, String id, Optional<String> owner, ContentHash content, Instant at) {}

    /**
     * What is new.
     *
     * @param place to go on from
     */
    public record News(List<Tagged> photos, String place) {

        public News {
            photos = List.copyOf(photos);
        }
    }

    private final DataSource dataSource;

    public TaggedFeed(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The newest photos there are. */
    public News newest(int limit) {
        return since(BEGINNING, limit);
    }

    /**
     * What came after a place, and of more than the limit the newest.
     *
     * @throws IllegalArgumentException if the place is none that this class gave
     */
    public News since(String place, int limit) {
        requirePlace(place);
        try (Connection connection = dataSource.getConnection()) {
            String now = now(connection);
            try (PreparedStatement statement = connection.prepareStatement(SINCE)) {
                statement.setString(1, place);
                statement.setString(2, place);
                statement.setInt(3, limit);
                List<Tagged> photos = new ArrayList<>();
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        photos.add(tagged(result));
                        now = result.getString(6);
                    }
                }
                return new News(photos, now);
            }
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }

    /** Asked before, so that it never knows more than what is answered. */
    private static String now(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NOW);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getString(1);
        }
    }

    private static Tagged tagged(ResultSet result) throws SQLException {
        return new Tagged(
                result.getLong(1),
                result.getString(2),
                Optional.ofNullable(result.getString(3)),
                ContentHash.ofDigest(result.getBytes(4)),
                result.getTimestamp(5).toInstant());
    }

    /** What PostgreSQL would not take for a snapshot is found out here. */
    private static void requirePlace(String place) {
        Matcher matcher = SNAPSHOT.matcher(place);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is no place in the feed: " + place);
        }
        long min = Long.parseLong(matcher.group(1));
        long max = Long.parseLong(matcher.group(2));
        long[] running = Arrays.stream(matcher.group(3).split(","))
                .filter(xid -> !xid.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
        boolean ordered = min > 0 && min <= max && running.length <= MAX_RUNNING;
        long before = min - 1;
        for (long xid : running) {
            ordered = ordered && xid > before && xid < max;
            before = xid;
        }
        if (!ordered) {
            throw new IllegalArgumentException("is no place in the feed: " + place);
        }
    }
}
