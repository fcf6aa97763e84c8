package io.tagstream.retag;

import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/** Reads embeddings as COPY sends them, whether their column is halfvec or real[] (docs/adr/0009), into one block of float32. */
final class EmbeddingReader {

    /** Of an array in PostgreSQL's binary form: dimensions, whether there are nulls, element type, then length and lower bound. */
    private static final int ARRAY_HEADER = 5 * Integer.BYTES;

    /** An element of an array has its length before it. */
    private static final int ARRAY_ELEMENT = Integer.BYTES + Float.BYTES;

    /** Of pgvector's halfvec: dimensions, and two bytes that are not used. */
    private static final int HALFVEC_HEADER = 2 * Short.BYTES;

    private final int model;
    private final int dimensions;

    /**
     * For the embeddings of one model.
     *
     * @param model its number
     */
    EmbeddingReader(int model, int dimensions) {
        this.model = model;
        this.dimensions = dimensions;
    }

    /** The photos that have an embedding of the model: those that are deleted or were rejected have none. */
    PhotoBlock read(Connection connection, Photos photos) throws SQLException {
        long[] numbers = new long[photos.most()];
        float[] values = new float[Math.multiplyExact(photos.most(), dimensions)];
        int count = 0;
        // No order by: an index scan gives one, and to sort rows of 3 KB would be done on disk.
        String query = "select photo_no, embedding from embeddings where model_no = %d and %s"
                .formatted(model, photos.are("photo_no"));
        try (CopyRows rows = new CopyRows(connection, query)) {
            while (rows.next()) {
                numbers[count] = rows.bigint();
                read(rows.field(), rows.length(), dimensions, values, count * dimensions, numbers[count]);
                count++;
            }
        }
        return count == numbers.length
                ? new PhotoBlock(numbers, values)
                : new PhotoBlock(Arrays.copyOf(numbers, count), Arrays.copyOf(values, count * dimensions));
    }

    /** The length tells the two forms apart. */
    static void read(ByteBuffer field, int length, int dimensions, float[] values, int offset, long photo) {
        int start = field.position();
        if (length == ARRAY_HEADER + dimensions * ARRAY_ELEMENT) {
            int at = start + ARRAY_HEADER + Integer.BYTES;
            for (int d = 0; d < dimensions; d++) {
                values[offset + d] = field.getFloat(at + d * ARRAY_ELEMENT);
            }
        } else if (length == HALFVEC_HEADER + dimensions * Short.BYTES) {
            int at = start + HALFVEC_HEADER;
            for (int d = 0; d < dimensions; d++) {
                values[offset + d] = Float.float16ToFloat(field.getShort(at + d * Short.BYTES));
            }
        } else {
            throw new Failure(
                    FailureCode.SCHEMA_INVALID,
                    "the embedding of photo_no %d is no vector of %d numbers".formatted(photo, dimensions));
        }
        field.position(start + length);
    }
}
