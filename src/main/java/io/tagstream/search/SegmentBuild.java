package io.tagstream.search;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.tagstream.search.Segment.Range;
import io.tagstream.search.Segment.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes and drops segments so that whatever moment it ends at, tables and indexes say how to go on: a segment is announced before its
 * index is built, replaces others in one transaction, and is forgotten after its index is gone. Writers of embeddings never wait.
 */
final class SegmentBuild {

    private static final System.Logger LOG = System.getLogger(SegmentBuild.class.getName());

    /** No space left: for processes that build together, in the server's shared memory, which containers have little of. */
    private static final String DISK_FULL = "53100";

    private static final String INDEXES = """
            select c.relname, i.indisvalid
            from pg_index i join pg_class c on c.oid = i.indexrelid
            where i.indrelid = 'embeddings'::regclass and c.relname ~ '^search_segment_[0-9]+$'
            """;

    private final Connection connection;
    private final SearchSettings settings;
    private final SearchObserver observer;

    SegmentBuild(Connection connection, SearchSettings settings, SearchObserver observer) {
        this.connection = connection;
        this.settings = settings;
        this.observer = observer;
    }

    /** Ends what somebody left half done, and what somebody undid by hand. */
    void tidyUp() throws SQLException {
        Map<String, Boolean> indexes = indexes();
        List<Segment> all = SegmentTable.all(connection);
        for (Segment segment : all) {
            boolean isThere = indexes.getOrDefault(segment.index(), false);
            switch (segment.state()) {
                case BUILDING -> {
                    if (isThere) {
                        replace(segment, within(all, segment), 0);
                    } else {
                        drop(segment);
                    }
                }
                case READY -> {
                    if (!isThere) {
                        drop(segment);
                    }
                }
                case DROPPING -> drop(segment);
            }
        }
        for (String index : indexes.keySet()) {
            if (all.stream().noneMatch(segment -> segment.index().equals(index))) {
                drop(index);
            }
        }
    }

    private static List<Segment> within(List<Segment> all, Segment whole) {
        return all.stream()
                .filter(one -> one.state() == State.READY
                        && one.model() == whole.model()
                        && one.first() >= whole.first()
                        && one.last() <= whole.last())
                .toList();
    }

    /** Name and whether it is valid: one is not whose building was cut short. */
    private Map<String, Boolean> indexes() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INDEXES);
                ResultSet row = statement.executeQuery()) {
            Map<String, Boolean> indexes = new HashMap<>();
            while (row.next()) {
                indexes.put(row.getString(1), row.getBoolean(2));
            }
            return indexes;
        }
    }

    /** Makes a segment, in place of others. */
    void make(int model, int dimensions, Range range, long photos, List<Segment> others) throws SQLException {
        int number = SegmentTable.begin(connection, model, range, photos);
        Segment segment = new Segment(number, model, range.first(), range.last(), State.BUILDING, photos);
        long start = System.nanoTime();
        LOG.log(INFO, () -> "building %s of %,d photos".formatted(segment.index(), photos));
        build(segment, dimensions);
        long nanos = System.nanoTime() - start;
        replace(segment, others, nanos / 1e9);
        LOG.log(INFO, () -> "%s is ready after %,d s".formatted(segment.index(), nanos / 1_000_000_000));
        observer.built(photos, nanos);
    }

    private void build(Segment segment, int dimensions) throws SQLException {
        String sql = """
                create index concurrently %s on embeddings using hnsw ((embedding::halfvec(%d)) halfvec_ip_ops)
                with (m = %d, ef_construction = %d) where model_no = %d and embedding_no >= %d and embedding_no <= %d
                """.formatted(
                        segment.index(),
                        dimensions,
                        settings.links(),
                        settings.buildCandidates(),
                        segment.model(),
                        segment.first(),
                        segment.last());
        try {
            Snapshots.execute(connection, sql);
        } catch (SQLException e) {
            if (!DISK_FULL.equals(e.getSQLState()) || settings.buildProcesses() == 1) {
                throw e;
            }
            LOG.log(WARNING, () -> "indexes are built by one process from now on: " + e.getMessage());
            drop(segment.index());
            Snapshots.execute(connection, "set max_parallel_maintenance_workers = 0");
            Snapshots.execute(connection, sql);
        }
    }

    private void replace(Segment segment, List<Segment> others, double seconds) throws SQLException {
        connection.setAutoCommit(false);
        try {
            SegmentTable.dropping(connection, others);
            SegmentTable.ready(connection, segment.number(), seconds);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Their indexes go with the next {@link #tidyUp}, when questions that had seen them before have been answered. */
    void drop(List<Segment> segments) throws SQLException {
        SegmentTable.dropping(connection, segments);
    }

    private void drop(Segment segment) throws SQLException {
        drop(segment.index());
        SegmentTable.delete(connection, segment.number());
    }

    private void drop(String index) throws SQLException {
        Snapshots.execute(connection, "drop index concurrently if exists " + index);
    }
}
