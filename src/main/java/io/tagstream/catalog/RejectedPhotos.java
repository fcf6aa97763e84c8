package io.tagstream.catalog;

import io.tagstream.photo.PhotoId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Photos that could not be catalogued, and events that could not even be read, for people who look for the reason. */
public final class RejectedPhotos {

    private static final String COUNTS = """
            select failure_code, count(*), max(changed_at) from photos where status = 'rejected'
            group by failure_code order by count(*) desc, failure_code
            """;

    private static final String SELECT = """
            select photo_no, photo_id, failure_code, failure_detail, source_uri, owner, uploaded_at, content_type, attributes, changed_at
            from photos where status = 'rejected'""";

    /** Only these have no photo's row; a row of the table has bytes only if its event could not be read. */
    private static final String UNREADABLE = """
            select r.rejection_no, r.photo_id, r.code, r.detail, l.topic, l.partition, r.event_offset, r.rejected_at
            from rejections r join event_logs l using (log_no)
            where r.event_key is not null or r.event_value is not null or r.photo_id is null
            order by r.rejection_no desc limit ?
            """;

    /**
     * How many photos there are of a code.
     *
     * @param latest when the last of them was rejected
     */
    public record CodeCount(String code, long photos, Instant latest) {}

    /**
     * A rejected photo.
     *
     * @param number the catalog's short key
     * @param source as rows may show it: a signature in it is not kept
     * @param at when it was rejected
     */
    public record RejectedPhoto(
            long number,
            PhotoId id,
            String code,
            String detail,
            Optional<String> source,
            Optional<String> owner,
            Optional<Instant> uploadedAt,
            Optional<String> contentType,
            Map<String, String> attributes,
            Instant at) {

        public RejectedPhoto {
            attributes = Map.copyOf(attributes);
        }
    }

    /** An event that could not be read, and perhaps named a photo. */
    public record UnreadableEvent(
            long number,
            Optional<String> photo,
            String code,
            String detail,
            String topic,
            int partition,
            long offset,
            Instant at) {}

    private final DataSource dataSource;

    public RejectedPhotos(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The most frequent first. */
    public List<CodeCount> codes() {
        return Transactions.ask(dataSource, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(COUNTS);
                    ResultSet row = statement.executeQuery()) {
                List<CodeCount> codes = new ArrayList<>();
                while (row.next()) {
                    codes.add(new CodeCount(
                            row.getString(1),
                            row.getLong(2),
                            row.getTimestamp(3).toInstant()));
                }
                return codes;
            }
        });
    }

    public Optional<RejectedPhoto> find(PhotoId id) {
        return select(" and photo_id = ?", id.value()).stream().findFirst();
    }

    /**
     * One page, newest first.
     *
     * @param before only photos with a lower number: the last one of the page before
     */
    public List<RejectedPhoto> page(Optional<String> code, long before, int limit) {
        String condition = " and photo_no < ?"
                + code.map(_ -> " and failure_code = ?").orElse("") + " order by photo_no desc limit ?";
        return code.isPresent() ? select(condition, before, code.get(), limit) : select(condition, before, limit);
    }

    /**
     * Photos of a code, those that have been rejected for longest first: one that is tried in vain goes to the end.
     *
     * @param after the last one of those before, if there were any
     */
    public List<RejectedPhoto> longest(String code, Optional<RejectedPhoto> after, int limit) {
        String order = " order by changed_at, photo_no limit ?";
        return after.isPresent()
                ? select(
                        " and failure_code = ? and (changed_at, photo_no) > (?, ?)" + order,
                        code,
                        Timestamp.from(after.get().at()),
                        after.get().number(),
                        limit)
                : select(" and failure_code = ?" + order, code, limit);
    }

    /** The latest events that could not be read, newest first. */
    public List<UnreadableEvent> unreadable(int limit) {
        return Transactions.ask(dataSource, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(UNREADABLE)) {
                statement.setInt(1, limit);
                List<UnreadableEvent> events = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        events.add(event(row));
                    }
                }
                return events;
            }
        });
    }

    private List<RejectedPhoto> select(String condition, Object... values) {
        return Transactions.ask(dataSource, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(SELECT + condition)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                List<RejectedPhoto> photos = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        photos.add(photo(row));
                    }
                }
                return photos;
            }
        });
    }

    private static RejectedPhoto photo(ResultSet row) throws SQLException {
        return new RejectedPhoto(
                row.getLong(1),
                new PhotoId(row.getString(2)),
                Optional.ofNullable(row.getString(3)).orElse(""),
                Optional.ofNullable(row.getString(4)).orElse(""),
                Optional.ofNullable(row.getString(5)),
                Optional.ofNullable(row.getString(6)),
                Optional.ofNullable(row.getTimestamp(7)).map(Timestamp::toInstant),
                Optional.ofNullable(row.getString(8)),
                Json.read(row.getString(9)),
                row.getTimestamp(10).toInstant());
    }

    private static UnreadableEvent event(ResultSet row) throws SQLException {
        return new UnreadableEvent(
                row.getLong(1),
                Optional.ofNullable(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getInt(6),
                row.getLong(7),
                row.getTimestamp(8).toInstant());
    }
}
