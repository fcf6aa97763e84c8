package io.tagstream.catalog;

import io.tagstream.failure.Failure;
import io.tagstream.photo.PhotoId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Committed events on their way out: appended with their batch, read and removed by the relay. */
public final class Outbox {

    /** The lock is held until commit, so the order of seq is the order in which rows become visible (docs/adr/0003). */
    private static final String ORDER = "select pg_advisory_xact_lock" + AdvisoryLock.OUTBOX_ORDER.arguments();

    private static final String INSERT = """
            insert into outbox (kind, photo_id, event_id, data)
            select kind, photo_id, event_id, data
            from unnest(?::text[], ?::text[], ?::text[], ?::bytea[]) with ordinality
                     as batch (kind, photo_id, event_id, data, row)
            order by row
            """;

    private static final String RENUMBER = "insert into outbox (kind, photo_id, event_id, data, created_at) "
            + "select kind, photo_id, event_id, data, created_at from outbox where seq <= ";

    private static final String AFTER = """
            select seq, created_at, kind, photo_id, event_id, data from outbox where seq > ? order by seq limit ?
            """;

    /** A row of the outbox; {@code seq} is the offset that the relay commits. */
    public record Entry(long seq, Instant createdAt, OutboxEvent event) {}

    /** How much waits to be published, and since when. */
    public record Backlog(long events, double oldestSeconds) {}

    private final DataSource dataSource;

    public Outbox(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Within the transaction of what they are about, and last of all, since the order is locked from here to the commit. */
    public static void append(Connection connection, List<OutboxEvent> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(ORDER);
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            new Columns(statement)
                    .column("text", events, event -> event.kind().column())
                    .column("text", events, event -> event.photo()
                            .map(PhotoId::value)
                            .orElse(null))
                    .column("text", events, OutboxEvent::id)
                    .column("bytea", events, OutboxEvent::data);
            statement.executeUpdate();
        }
    }

    /**
     * Takes the right to publish, for as long as the returned session is open: of all workers, one has it.
     *
     * @return empty while another worker has it
     */
    public Optional<Session> lead() {
        try {
            Connection connection = dataSource.getConnection();
            try {
                if (number(connection, "select pg_try_advisory_lock" + AdvisoryLock.RELAY_LEADER.arguments() + "::int")
                        == 1) {
                    return Optional.of(new Session(connection));
                }
                connection.close();
                return Optional.empty();
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }

    /** What waits to be published. */
    public Backlog backlog() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select count(*), coalesce(extract(epoch from now() - min(created_at)), 0) from outbox")) {
            result.next();
            return new Backlog(result.getLong(1), result.getDouble(2));
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }

    /** The leader's connection: PostgreSQL gives its lock away when the connection ends, however it ends. */
    public static final class Session implements AutoCloseable {

        private final Connection connection;

        private Session(Connection connection) {
            this.connection = connection;
        }

        public UUID catalogId() {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("select catalog_id from catalog")) {
                result.next();
                return result.getObject(1, UUID.class);
            } catch (SQLException e) {
                throw SqlFailures.of(e);
            }
        }

        /** At most {@code limit} entries after {@code seq}, in order. */
        public List<Entry> after(long seq, int limit) {
            try (PreparedStatement statement = connection.prepareStatement(AFTER)) {
                statement.setLong(1, seq);
                statement.setInt(2, limit);
                List<Entry> entries = new ArrayList<>();
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        entries.add(entry(result));
                    }
                }
                return entries;
            } catch (SQLException e) {
                throw SqlFailures.of(e);
            }
        }

        /**
         * Removes what has just been published. Only that: a delete from the beginning would walk over all rows that were removed
         * since the last vacuum, each time.
         */
        public void remove(long after, long through) {
            try (PreparedStatement statement =
                    connection.prepareStatement("delete from outbox where seq > ? and seq <= ?")) {
                statement.setLong(1, after);
                statement.setLong(2, through);
                statement.executeUpdate();
            } catch (SQLException e) {
                throw SqlFailures.of(e);
            }
        }

        /**
         * Removes what was published before this session. After a restore from a backup, numbers up to Kafka's offset are given
         * a second time: then everything that is here is numbered anew and published, since a repetition does less harm than a
         * loss, and repeated events have the ids they had.
         */
        public void settle(long published) {
            try {
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    statement.execute(ORDER);
                    if (number(connection, "select last_value from outbox_seq_seq") < published) {
                        statement.execute("select setval('outbox_seq_seq', " + published + ")");
                        statement.execute(RENUMBER + published + " order by seq");
                    }
                    statement.execute("delete from outbox where seq <= " + published);
                    connection.commit();
                } finally {
                    connection.setAutoCommit(true);
                }
            } catch (SQLException e) {
                throw SqlFailures.of(e);
            }
        }

        @Override
        public void close() {
            try (connection) {
                number(connection, "select pg_advisory_unlock" + AdvisoryLock.RELAY_LEADER.arguments() + "::int");
            } catch (SQLException e) {
                throw SqlFailures.of(e);
            }
        }

        private static Entry entry(ResultSet row) throws SQLException {
            return new Entry(
                    row.getLong(1),
                    row.getTimestamp(2).toInstant(),
                    new OutboxEvent(
                            OutboxEvent.Kind.ofColumn(row.getString(3)),
                            Optional.ofNullable(row.getString(4)).map(PhotoId::new),
                            row.getString(5),
                            row.getBytes(6)));
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** For callers that must not fail for a database that is away. */
    public Optional<Backlog> backlogIfKnown() {
        try {
            return Optional.of(backlog());
        } catch (Failure away) {
            return Optional.empty();
        }
    }
}
