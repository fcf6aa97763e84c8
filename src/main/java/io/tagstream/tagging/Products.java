package io.tagstream.tagging;

import java.util.Arrays;

/**
 * Dot products of photos with rows that stay, in float32. Each is summed in the order of the dimensions, by fused
 * multiply-adds: so it has the same bits whatever is computed beside it, however wide the machine's vectors are.
 *
 * <p>The loops of {@link #four} and {@link #one} become vector instructions, for two reasons to be kept in mind when they are changed: all arrays in them
 * have the same index, so that the JIT compiler sees that no sum is written where a row is read; and what they keep in registers is not
 * too much for it (four photos by six dimensions run at a sixth of the speed).
 */
final class Products {

    /** Dimensions that the inner loops take at once. */
    private static final int STEP = 4;

    /** Of four dimensions and the sums of four photos, these are 18 KiB: half of a first-level cache. */
    private static final int MOST_ROWS = 576;

    /** With those rows, 72 KiB, which stay in the second-level cache while the photos go by. */
    private static final int MOST_DIMENSIONS = 32;

    private final int dimensions;

    /** A multiple of {@link #STEP}; those beyond the embeddings' own are zero. */
    private final int padded;

    private final int rows;

    /** A tile's. */
    private final int tile;

    /** float32, [padded][rows]. */
    private final float[][] columns;

    /** @param rows float32, row by row */
    Products(float[] rows, int dimensions) {
        this.dimensions = dimensions;
        this.padded = -Math.floorDiv(-dimensions, STEP) * STEP;
        this.rows = rows.length / dimensions;
        this.tile = -Math.floorDiv(-this.rows, -Math.floorDiv(-this.rows, MOST_ROWS));
        this.columns = new float[padded][this.rows];
        for (int row = 0; row < this.rows; row++) {
            for (int d = 0; d < dimensions; d++) {
                columns[d][row] = rows[row * dimensions + d];
            }
        }
    }

    /**
     * Products of some photos with all rows.
     *
     * @param embeddings float32, photo by photo
     * @return [count][rows]
     */
    float[][] of(float[] embeddings, int first, int count) {
        float[] photos = padded(embeddings, first, count);
        float[][] sums = new float[count][rows];
        for (int row = 0; row < rows; row += tile) {
            for (int d = 0; d < padded; d += MOST_DIMENSIONS) {
                add(photos, sums, row, Math.min(row + tile, rows), d, Math.min(d + MOST_DIMENSIONS, padded));
            }
        }
        return sums;
    }

    private float[] padded(float[] embeddings, int first, int count) {
        float[] photos = new float[count * padded];
        for (int photo = 0; photo < count; photo++) {
            System.arraycopy(embeddings, (first + photo) * dimensions, photos, photo * padded, dimensions);
        }
        return photos;
    }

    /** Adds the products over some dimensions to the sums of some rows. */
    private void add(float[] photos, float[][] sums, int row, int endRow, int dimension, int endDimension) {
        int photo = 0;
        for (; photo + 4 <= sums.length; photo += 4) {
            float[][] four = Arrays.copyOfRange(sums, photo, photo + 4);
            for (int d = dimension; d < endDimension; d += STEP) {
                four(photos, photo * padded + d, four, d, row, endRow);
            }
        }
        for (; photo < sums.length; photo++) {
            for (int d = dimension; d < endDimension; d += STEP) {
                one(photos, photo * padded + d, sums[photo], d, row, endRow);
            }
        }
    }

    private void four(float[] photos, int offset, float[][] sums, int d, int row, int endRow) {
        float[] l0 = columns[d];
        float[] l1 = columns[d + 1];
        float[] l2 = columns[d + 2];
        float[] l3 = columns[d + 3];
        float[] a = sums[0];
        float[] b = sums[1];
        float[] c = sums[2];
        float[] e = sums[3];
        int at = offset;
        float a0 = photos[at];
        float a1 = photos[at + 1];
        float a2 = photos[at + 2];
        float a3 = photos[at + 3];
        at += padded;
        float b0 = photos[at];
        float b1 = photos[at + 1];
        float b2 = photos[at + 2];
        float b3 = photos[at + 3];
        at += padded;
        float c0 = photos[at];
        float c1 = photos[at + 1];
        float c2 = photos[at + 2];
        float c3 = photos[at + 3];
        at += padded;
        float e0 = photos[at];
        float e1 = photos[at + 1];
        float e2 = photos[at + 2];
        float e3 = photos[at + 3];
        for (int i = row; i < endRow; i++) {
            a[i] = Math.fma(a3, l3[i], Math.fma(a2, l2[i], Math.fma(a1, l1[i], Math.fma(a0, l0[i], a[i]))));
            b[i] = Math.fma(b3, l3[i], Math.fma(b2, l2[i], Math.fma(b1, l1[i], Math.fma(b0, l0[i], b[i]))));
            c[i] = Math.fma(c3, l3[i], Math.fma(c2, l2[i], Math.fma(c1, l1[i], Math.fma(c0, l0[i], c[i]))));
            e[i] = Math.fma(e3, l3[i], Math.fma(e2, l2[i], Math.fma(e1, l1[i], Math.fma(e0, l0[i], e[i]))));
        }
    }

    private void one(float[] photos, int offset, float[] sums, int d, int row, int endRow) {
        float[] l0 = columns[d];
        float[] l1 = columns[d + 1];
        float[] l2 = columns[d + 2];
        float[] l3 = columns[d + 3];
        float x0 = photos[offset];
        float x1 = photos[offset + 1];
        float x2 = photos[offset + 2];
        float x3 = photos[offset + 3];
        for (int i = row; i < endRow; i++) {
            sums[i] = Math.fma(x3, l3[i], Math.fma(x2, l2[i], Math.fma(x1, l1[i], Math.fma(x0, l0[i], sums[i]))));
        }
    }
}
