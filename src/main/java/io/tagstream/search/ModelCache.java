package io.tagstream.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The embeddings of one model, as many as there is room for: first those that were stored first. Not safe for use by many threads. */
final class ModelCache {

    private static final String SNAPSHOT = """
            select pg_snapshot_xmin(now)::text::int8, pg_snapshot_xmax(now)::text::int8, m.dimensions
            from pg_current_snapshot() as now, models m where m.model_no = ?
            """;

    private static final String COUNT = "select count(*) from embeddings where model_no = ? and embedding_no <= ?";

    /** Of an embedding, beside its values: its number, its photo's, and what arrays cost. */
    private static final int BYTES_BESIDE = 2 * Long.BYTES + 8;

    /** Full blocks, and at the end one that is not. */
    private final List<EmbeddingBlock> blocks = new ArrayList<>();

    private final Numbers known = new Numbers();
    private final int model;
    private final long memory;
    private Rows open = Rows.NONE;
    private int dimensions;
    private boolean full;

    ModelCache(int model, long memory) {
        this.model = model;
        this.memory = memory;
    }

    /**
     * What a question compares.
     *
     * @param known the numbers of the embeddings in these blocks
     * @param complete whether that is all that the question's snapshot sees
     */
    record View(List<EmbeddingBlock> blocks, Numbers.Known known, int dimensions, boolean complete) {}

    /** Reads what the snapshot of this transaction sees and is not here yet. */
    View refreshed(Connection connection) throws SQLException {
        long[] snapshot = snapshot(connection);
        dimensions = (int) snapshot[2];
        full = full || bytes(1) > memory;
        if (!full) {
            read(connection);
        }
        if (!full) {
            known.allSeen(snapshot[0], snapshot[1]);
        }
        return new View(List.copyOf(blocks), known.known(), dimensions, !full);
    }

    private long[] snapshot(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SNAPSHOT)) {
            new Values(statement).value(model);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new long[] {row.getLong(1), row.getLong(2), row.getLong(3)} : new long[3];
            }
        }
    }

    private void read(Connection connection) throws SQLException {
        try (EmbeddingStream stream =
                new EmbeddingStream(connection, model, dimensions, known.known(), Condition.NONE)) {
            while (!full) {
                int wanted = EmbeddingBlock.ROWS - open.count();
                Rows rows = stream.next(wanted);
                add(rows);
                if (rows.count() < wanted) {
                    return;
                }
            }
        }
    }

    private void add(Rows rows) {
        if (rows.count() == 0) {
            return;
        }
        for (long number : rows.embeddings()) {
            known.add(number);
        }
        if (open.count() > 0) {
            blocks.removeLast();
        }
        open = open.and(rows);
        if (open.count() < EmbeddingBlock.ROWS) {
            blocks.add(EmbeddingBlock.passing(open));
        } else {
            blocks.add(EmbeddingBlock.full(open));
            open = Rows.NONE;
            full = bytes(blocks.size() + 1L) > memory;
        }
    }

    private long bytes(long ofBlocks) {
        return ofBlocks * EmbeddingBlock.ROWS * ((long) dimensions * Float.BYTES + BYTES_BESIDE);
    }

    /** Whether much of what is here is no more: photos got other pictures, or were deleted. */
    boolean isStale(Connection connection) throws SQLException {
        long here = blocks.stream().mapToLong(EmbeddingBlock::rows).sum();
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            new Values(statement).value(model).value(known.highest());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return here - row.getLong(1) > here / 4 + EmbeddingBlock.ROWS;
            }
        }
    }
}
