package io.tagstream.tagging;

import java.util.Arrays;

/**
 * Dot products of photos with rows that stay, in float32. Each is summed by fused multiply-adds in the order of the dimensions, block by block of
 * them, and the blocks' sums in their order: so it has the same bits whatever is computed beside it, however wide the machine's vectors are.
 *
 * <p>The loops of {@link #four} and {@link #one} become vector instructions, as long as they are written for the JIT compiler of JDK 25: they
 * begin at 0, all their arrays have the same index, rows are read before a sum is written, and there is no more than this in registers. Changing any of it
 * costs five sixths of the speed; {@code tagstream bench tagging} tells.
 */
public final class Products {

    /** Dimensions that the inner loops take at once. */
    private static final int STEP = 4;

    /** Of four dimensions and the sums of four photos, these are 36 KiB: a first-level cache, or a bit more of the second. Longer is better, since loops have ends. */
    private static final int MOST_ROWS = 1_152;

    /**
     * Dimensions of a block. With those rows, 288 KiB, which stay in the second-level cache while the photos go by. In blocks, rounding costs a
     * quarter of what it would in one long sum.
     */
    private static final int BLOCK = 64;

    private final int dimensions;

    /** A multiple of {@link #STEP}; those beyond the embeddings' own are zero. */
    private final int padded;

    private final int rows;

    /** float32, [tiles][padded][rows of the tile]: in each, the rows that begin where those of the tile before end. */
    private final float[][][] tiles;

    /** @param rows float32, row by row */
    public Products(float[] rows, int dimensions) {
        this.dimensions = dimensions;
        this.padded = Math.ceilDiv(dimensions, STEP) * STEP;
        this.rows = rows.length / dimensions;
        int count = Math.ceilDiv(this.rows, MOST_ROWS);
        int most = Math.ceilDiv(this.rows, count);
        this.tiles = new float[count][padded][];
        for (int tile = 0; tile < count; tile++) {
            int first = tile * most;
            int size = Math.min(most, this.rows - first);
            for (int d = 0; d < padded; d++) {
                tiles[tile][d] = new float[size];
                for (int row = 0; row < size && d < dimensions; row++) {
                    tiles[tile][d][row] = rows[(first + row) * dimensions + d];
                }
            }
        }
    }

    /**
     * Products of some photos with all rows.
     *
     * @param embeddings float32, photo by photo
     * @return [count][rows]
     */
    public float[][] of(float[] embeddings, int first, int count) {
        float[] photos = padded(embeddings, first, count);
        float[][] products = new float[count][rows];
        int row = 0;
        for (float[][] tile : tiles) {
            float[][] sums = sums(photos, count, tile);
            for (int photo = 0; photo < count; photo++) {
                System.arraycopy(sums[photo], 0, products[photo], row, sums[photo].length);
            }
            row += tile[0].length;
        }
        return products;
    }

    /** The product of a point with one row, with the bits that it has among others; slowly. */
    public static float one(float[] rows, int offset, float[] point) {
        float sum = 0;
        for (int first = 0; first < point.length; first += BLOCK) {
            float ofBlock = 0;
            for (int d = first; d < Math.min(first + BLOCK, point.length); d++) {
                ofBlock = Math.fma(point[d], rows[offset + d], ofBlock);
            }
            sum += ofBlock;
        }
        return sum;
    }

    private float[] padded(float[] embeddings, int first, int count) {
        float[] photos = new float[count * padded];
        for (int photo = 0; photo < count; photo++) {
            System.arraycopy(embeddings, (first + photo) * dimensions, photos, photo * padded, dimensions);
        }
        return photos;
    }

    private float[][] sums(float[] photos, int count, float[][] tile) {
        float[][] sums = new float[count][tile[0].length];
        float[][] ofBlock = new float[4][tile[0].length];
        for (int d = 0; d < padded; d += BLOCK) {
            addBlock(photos, tile, sums, ofBlock, d, Math.min(d + BLOCK, padded));
        }
        return sums;
    }

    private void addBlock(float[] photos, float[][] tile, float[][] sums, float[][] ofBlock, int first, int end) {
        int photo = 0;
        for (; photo + 4 <= sums.length; photo += 4) {
            for (float[] zero : ofBlock) {
                Arrays.fill(zero, 0);
            }
            for (int d = first; d < end; d += STEP) {
                four(photos, photo * padded + d, tile, d, ofBlock);
            }
            for (int i = 0; i < 4; i++) {
                add(sums[photo + i], ofBlock[i]);
            }
        }
        for (; photo < sums.length; photo++) {
            Arrays.fill(ofBlock[0], 0);
            for (int d = first; d < end; d += STEP) {
                one(photos, photo * padded + d, tile, d, ofBlock[0]);
            }
            add(sums[photo], ofBlock[0]);
        }
    }

    private static void add(float[] sums, float[] more) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
    }

    private void four(float[] photos, int at, float[][] tile, int d, float[][] sums) {
        float[] d0 = tile[d];
        float[] d1 = tile[d + 1];
        float[] d2 = tile[d + 2];
        float[] d3 = tile[d + 3];
        float[] a = sums[0];
        float[] b = sums[1];
        float[] c = sums[2];
        float[] e = sums[3];
        int atB = at + padded;
        int atC = atB + padded;
        int atE = atC + padded;
        float a0 = photos[at];
        float a1 = photos[at + 1];
        float a2 = photos[at + 2];
        float a3 = photos[at + 3];
        float b0 = photos[atB];
        float b1 = photos[atB + 1];
        float b2 = photos[atB + 2];
        float b3 = photos[atB + 3];
        float c0 = photos[atC];
        float c1 = photos[atC + 1];
        float c2 = photos[atC + 2];
        float c3 = photos[atC + 3];
        float e0 = photos[atE];
        float e1 = photos[atE + 1];
        float e2 = photos[atE + 2];
        float e3 = photos[atE + 3];
        for (int i = 0; i < a.length; i++) {
            float r0 = d0[i];
            float r1 = d1[i];
            float r2 = d2[i];
            float r3 = d3[i];
            a[i] = Math.fma(a3, r3, Math.fma(a2, r2, Math.fma(a1, r1, Math.fma(a0, r0, a[i]))));
            b[i] = Math.fma(b3, r3, Math.fma(b2, r2, Math.fma(b1, r1, Math.fma(b0, r0, b[i]))));
            c[i] = Math.fma(c3, r3, Math.fma(c2, r2, Math.fma(c1, r1, Math.fma(c0, r0, c[i]))));
            e[i] = Math.fma(e3, r3, Math.fma(e2, r2, Math.fma(e1, r1, Math.fma(e0, r0, e[i]))));
        }
    }

    private static void one(float[] photos, int at, float[][] tile, int d, float[] sums) {
        float[] d0 = tile[d];
        float[] d1 = tile[d + 1];
        float[] d2 = tile[d + 2];
        float[] d3 = tile[d + 3];
        float x0 = photos[at];
        float x1 = photos[at + 1];
        float x2 = photos[at + 2];
        float x3 = photos[at + 3];
        for (int i = 0; i < sums.length; i++) {
            float r0 = d0[i];
            float r1 = d1[i];
            float r2 = d2[i];
            float r3 = d3[i];
            sums[i] = Math.fma(x3, r3, Math.fma(x2, r2, Math.fma(x1, r1, Math.fma(x0, r0, sums[i]))));
        }
    }
}
