package io.tagstream.search;

import io.tagstream.search.NearestPhotos.Hit;
import io.tagstream.tagging.Products;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongPredicate;

/**
 * Embeddings that are compared together: those of a full block by loops that become vector instructions, those of one that is still
 * growing photo by photo. Both sum in the order that {@link Products} explains, so a photo has the same cosine, to the bit, wherever it is.
 */
final class EmbeddingBlock {

    /** Rows of a full one: a tile of {@link Products}. 3 MiB of 768 dimensions. */
    static final int ROWS = 1_024;

    private static final int DEAD = -1;

    private final long[] embeddings;
    private final AtomicLongArray photos;
    private final Scores scores;

    /** Cosines of all rows with a point. */
    @FunctionalInterface
    private interface Scores {

        float[] with(float[] point);
    }

    private EmbeddingBlock(Rows rows, Scores scores) {
        this.embeddings = rows.embeddings();
        this.photos = new AtomicLongArray(rows.photos());
        this.scores = scores;
    }

    /** Of {@link #ROWS} rows, which will be compared many times. */
    static EmbeddingBlock full(Rows rows) {
        Products products = new Products(rows.values(), rows.values().length / ROWS);
        return new EmbeddingBlock(rows, point -> products.of(point, 0, 1)[0]);
    }

    /** Of any number, which will grow, or will not be compared again. */
    static EmbeddingBlock passing(Rows rows) {
        return new EmbeddingBlock(rows, point -> oneByOne(rows, point));
    }

    int rows() {
        return embeddings.length;
    }

    /** Cosines, [rows]. */
    float[] with(float[] point) {
        return scores.with(point);
    }

    /** Offers every photo that is asked for and has a chance. */
    void offer(float[] cosines, Page page, LongPredicate isAskedFor) {
        for (int row = 0; row < cosines.length; row++) {
            if (page.isOpenTo(cosines[row])) {
                long photo = photos.get(row);
                if (photo != DEAD && isAskedFor.test(photo)) {
                    page.offer(new Hit(photo, cosines[row]), embeddings[row]);
                }
            }
        }
    }

    /** Forgets an embedding that is no more. */
    void forget(long embedding) {
        for (int row = 0; row < embeddings.length; row++) {
            if (embeddings[row] == embedding) {
                photos.set(row, DEAD);
            }
        }
    }

    private static float[] oneByOne(Rows rows, float[] point) {
        float[] cosines = new float[rows.count()];
        for (int row = 0; row < cosines.length; row++) {
            cosines[row] = Products.one(rows.values(), row * point.length, point);
        }
        return cosines;
    }
}
