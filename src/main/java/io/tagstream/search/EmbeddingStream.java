package io.tagstream.search;

import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** Reads embeddings of a model, whose column is real[], a block at a time. */
final class EmbeddingStream implements AutoCloseable {

    /** In PostgreSQL's binary form; what is known already is left out. */
    private static final String SQL = """
            select e.embedding_no, e.photo_no, array_send(e.embedding)
            from embeddings e
            where e.model_no = ? and e.embedding_no > ? and not e.embedding_no <@ ?::int8multirange
            """;

    /** Of an array in that form: dimensions, whether there are nulls, element type, then length and lower bound. */
    private static final int HEADER = 5 * Integer.BYTES;

    /** An element has its length before it. */
    private static final int ELEMENT = Integer.BYTES + Float.BYTES;

    private final PreparedStatement statement;
    private final ResultSet row;
    private final int dimensions;

    /**
     * Begins to read; in a transaction, since otherwise the driver would read everything at once.
     *
     * @param known numbers to leave out
     * @param condition for the photos
     */
    EmbeddingStream(Connection connection, int model, int dimensions, Numbers.Known known, Condition condition)
            throws SQLException {
        this.dimensions = dimensions;
        String sql = condition.restricts() ? SQL + Conditions.FULFILS.formatted(condition.sql()) : SQL;
        this.statement = connection.prepareStatement(sql);
        try {
            statement.setFetchSize(EmbeddingBlock.ROWS);
            new Values(statement)
                    .value(model)
                    .value(known.through())
                    .value(known.beyond())
                    .all(condition.values());
            this.row = statement.executeQuery();
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** So many rows, or fewer where there are no more. */
    Rows next(int most) throws SQLException {
        long[] embeddings = new long[most];
        long[] photos = new long[most];
        float[] values = new float[most * dimensions];
        int count = 0;
        while (count < most && row.next()) {
            embeddings[count] = row.getLong(1);
            photos[count] = row.getLong(2);
            read(row.getBytes(3), values, count * dimensions, photos[count]);
            count++;
        }
        return count == most
                ? new Rows(embeddings, photos, values)
                : new Rows(
                        Arrays.copyOf(embeddings, count),
                        Arrays.copyOf(photos, count),
                        Arrays.copyOf(values, count * dimensions));
    }

    private void read(byte[] field, float[] values, int offset, long photo) {
        if (field.length != HEADER + dimensions * ELEMENT) {
            throw new Failure(
                    FailureCode.SCHEMA_INVALID,
                    "the embedding of photo_no %d is no vector of %d numbers".formatted(photo, dimensions));
        }
        ByteBuffer buffer = ByteBuffer.wrap(field);
        for (int d = 0; d < dimensions; d++) {
            values[offset + d] = buffer.getFloat(HEADER + d * ELEMENT + Integer.BYTES);
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
