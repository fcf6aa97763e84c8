package io.tagstream.retag;

import io.tagstream.catalog.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/**
 * Stored embeddings of one model, in memory.
 *
 * @param photos photo_no, in the order of the embeddings
 * @param embeddings float32, [photos][dimensions]
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, and never compared
public record EmbeddingSample(long[] photos, float[] embeddings, int dimensions) {

    /** At a time: 15 MB of embeddings. */
    private static final int BLOCK = 5_000;

    private static final String DIMENSIONS = "select dimensions from models where model_no = ?";

    /**
     * Of photos spread evenly over the catalog.
     *
     * @param model the catalog's short key
     * @param most photos
     */
    public static EmbeddingSample spread(DataSource dataSource, int model, int most) {
        return Transactions.ask(dataSource, connection -> {
            List<PhotoBlock> blocks = new ArrayList<>();
            int dimensions = dimensions(connection, model);
            for (SampledPhotos some : SampledPhotos.of(connection, model, most).blocks(BLOCK)) {
                blocks.add(new EmbeddingReader(model, dimensions).read(connection, some.photos(connection)));
            }
            return joined(blocks, dimensions);
        });
    }

    /** Of those of the photos that have one. */
    public static EmbeddingSample of(DataSource dataSource, int model, long[] photos) {
        return Transactions.ask(dataSource, connection -> {
            List<PhotoBlock> blocks = new ArrayList<>();
            int dimensions = dimensions(connection, model);
            for (int from = 0; from < photos.length; from += BLOCK) {
                long[] some = Arrays.copyOfRange(photos, from, Math.min(photos.length, from + BLOCK));
                blocks.add(new EmbeddingReader(model, dimensions).read(connection, new Photos.Listed(some)));
            }
            return joined(blocks, dimensions);
        });
    }

    /** float32, [dimensions], copied. */
    public float[] embedding(int row) {
        return Arrays.copyOfRange(embeddings, row * dimensions, (row + 1) * dimensions);
    }

    private static int dimensions(Connection connection, int model) throws SQLException {
        return (int) Statements.number(connection, DIMENSIONS, model);
    }

    private static EmbeddingSample joined(List<PhotoBlock> blocks, int dimensions) {
        int count = blocks.stream().mapToInt(PhotoBlock::photos).sum();
        long[] photos = new long[count];
        float[] embeddings = new float[Math.multiplyExact(count, dimensions)];
        int at = 0;
        for (PhotoBlock block : blocks) {
            for (int row = 0; row < block.photos(); row++) {
                photos[at + row] = block.number(row);
            }
            System.arraycopy(block.embeddings(), 0, embeddings, at * dimensions, block.photos() * dimensions);
            at += block.photos();
        }
        return new EmbeddingSample(photos, embeddings, dimensions);
    }
}
