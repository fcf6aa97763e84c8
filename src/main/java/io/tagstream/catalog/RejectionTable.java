package io.tagstream.catalog;

import io.tagstream.catalog.Outcome.RawEvent;
import io.tagstream.catalog.Outcome.Rejected;
import io.tagstream.catalog.Outcome.Rejection;
import io.tagstream.catalog.Outcome.Unreadable;
import io.tagstream.photo.EventPosition;
import io.tagstream.photo.PhotoId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rejections table: one row per event that ended in a rejection. */
final class RejectionTable {

    private static final String INSERT = """
            insert into rejections (photo_id, code, detail, log_no, event_offset, event_item, event_key, event_value)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::int4[], ?::int8[], ?::int4[], ?::bytea[], ?::bytea[])
            on conflict (log_no, event_offset, event_item) do nothing
            returning log_no, event_offset, event_item
            """;

    private record Row(
            Optional<String> photoId, Rejection rejection, EventPosition position, Optional<RawEvent> raw, Key key) {}

    private record Key(int log, long offset, int item) {}

    private RejectionTable() {}

    /**
     * Stores the rejections among the outcomes.
     *
     * @return the outcomes without those whose rejection was stored before
     */
    static List<Outcome> insert(Connection connection, List<Outcome> outcomes, References.Numbers numbers)
            throws SQLException {
        List<Row> rows = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Rejected rejected ->
                    rows.add(row(
                            rejected,
                            rejected.rejection(),
                            Optional.of(rejected.upload().id().value()),
                            Optional.empty(),
                            numbers));
                case Unreadable unreadable ->
                    rows.add(row(
                            unreadable,
                            unreadable.rejection(),
                            unreadable.photo().map(PhotoId::value),
                            Optional.of(unreadable.event()),
                            numbers));
                case Outcome.Tagged ignored -> {}
                case Outcome.Deleted ignored -> {}
            }
        }
        if (rows.isEmpty()) {
            return outcomes;
        }
        Set<Key> inserted = insert(connection, rows);
        return outcomes.stream()
                .filter(outcome -> !(outcome instanceof Rejected || outcome instanceof Unreadable)
                        || inserted.contains(key(outcome.position(), numbers)))
                .toList();
    }

    private static Set<Key> insert(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            new Columns(statement)
                    .column("text", rows, row -> row.photoId().orElse(null))
                    .column("text", rows, row -> row.rejection().code().name())
                    .column("text", rows, row -> row.rejection().detail())
                    .column("int4", rows, row -> row.key().log())
                    .column("int8", rows, row -> row.key().offset())
                    .column("int4", rows, row -> row.key().item())
                    .column("bytea", rows, row -> row.raw()
                            .flatMap(RawEvent::key)
                            .orElse(null))
                    .column("bytea", rows, row -> row.raw()
                            .flatMap(RawEvent::value)
                            .orElse(null));
            Set<Key> inserted = new HashSet<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    inserted.add(new Key(result.getInt(1), result.getLong(2), result.getInt(3)));
                }
            }
            return inserted;
        }
    }

    private static Row row(
            Outcome outcome,
            Rejection rejection,
            Optional<String> photoId,
            Optional<RawEvent> raw,
            References.Numbers numbers) {
        return new Row(photoId, rejection, outcome.position(), raw, key(outcome.position(), numbers));
    }

    private static Key key(EventPosition position, References.Numbers numbers) {
        return new Key(numbers.log(position.log()), position.offset(), position.item());
    }
}
