package io.tagstream.decode;

import io.tagstream.clip.vision.RgbImage;
import java.util.Arrays;

/**
 * Sixty-four bits that stay nearly the same when a picture is re-encoded, resized or made brighter: the number of bits in which two
 * hashes differ says how far apart two whole pictures are. A cropped or turned picture is another one.
 *
 * <p>The picture is averaged to 32 × 32 grey cells and transformed (DCT-II); each of the 64 lowest frequencies but the mean gives a bit,
 * which says whether it is above the median of them. After Zauner, "Implementation and Benchmarking of Perceptual Image Hash
 * Functions" (2010), where a square of frequencies is taken; here they are taken in the order of their sum, which keeps those of only
 * one direction.
 */
public final class PerceptualHash {

    private static final int CELLS = 32;
    private static final int BITS = 64;

    /** Pixels that are looked at on one side of a cell; more change no bit that matters, and take time. */
    private static final int SAMPLES = 8;

    /** Below this a coefficient is the rounding of one that is zero, as all of a blank picture are. */
    private static final double NOTHING = 1e-6;

    private static final double[][] COSINES = cosines();
    private static final int[][] LOWEST = lowestFrequencies();

    private PerceptualHash() {}

    /**
     * Computes the hash.
     *
     * @param image upright and whole
     * @return 0 for a picture of one colour, and otherwise almost always with as many ones as zeros
     */
    public static long of(RgbImage image) {
        double[] coefficients = coefficients(cells(image));
        double[] sorted = coefficients.clone();
        Arrays.sort(sorted);
        double median = (sorted[BITS / 2 - 1] + sorted[BITS / 2]) / 2;
        long hash = 0;
        for (double coefficient : coefficients) {
            hash = (hash << 1) | (coefficient - median > NOTHING ? 1 : 0);
        }
        return hash;
    }

    /** Mean grey of each cell; a picture smaller than the grid has cells that share pixels. */
    private static double[][] cells(RgbImage image) {
        double[][] cells = new double[CELLS][CELLS];
        for (int row = 0; row < CELLS; row++) {
            for (int column = 0; column < CELLS; column++) {
                cells[row][column] = cell(image, row, column);
            }
        }
        return cells;
    }

    private static double cell(RgbImage image, int row, int column) {
        int top = start(row, image.height());
        int bottom = Math.max(top + 1, start(row + 1, image.height()));
        int left = start(column, image.width());
        int right = Math.max(left + 1, start(column + 1, image.width()));
        int down = Math.ceilDiv(bottom - top, SAMPLES);
        int across = Math.ceilDiv(right - left, SAMPLES);
        long sum = 0;
        int count = 0;
        for (int y = top; y < bottom; y += down) {
            for (int x = left; x < right; x += across) {
                sum += grey(image.pixels(), 3 * (y * image.width() + x));
                count++;
            }
        }
        return (double) sum / count;
    }

    private static int start(int cell, int side) {
        return (int) ((long) cell * side / CELLS);
    }

    /** Luma of ITU-R BT.601, in 256ths. */
    private static int grey(byte[] pixels, int at) {
        return 77 * (pixels[at] & 0xFF) + 150 * (pixels[at + 1] & 0xFF) + 29 * (pixels[at + 2] & 0xFF);
    }

    /** First along the rows, for the columns that are asked for, then down. */
    private static double[] coefficients(double[][] cells) {
        int highest = Arrays.stream(LOWEST).flatMapToInt(Arrays::stream).max().orElseThrow();
        double[][] across = new double[CELLS][highest + 1];
        for (int row = 0; row < CELLS; row++) {
            for (int u = 0; u <= highest; u++) {
                for (int column = 0; column < CELLS; column++) {
                    across[row][u] += cells[row][column] * COSINES[u][column];
                }
            }
        }
        double[] coefficients = new double[BITS];
        for (int i = 0; i < BITS; i++) {
            int v = LOWEST[i][0];
            int u = LOWEST[i][1];
            for (int row = 0; row < CELLS; row++) {
                coefficients[i] += across[row][u] * COSINES[v][row];
            }
        }
        return coefficients;
    }

    /** StrictMath, so that every machine has the same. */
    private static double[][] cosines() {
        double[][] cosines = new double[CELLS][CELLS];
        for (int k = 0; k < CELLS; k++) {
            for (int n = 0; n < CELLS; n++) {
                cosines[k][n] = StrictMath.cos(Math.PI * k * (2 * n + 1) / (2 * CELLS)) / CELLS;
            }
        }
        return cosines;
    }

    /** Pairs of vertical and horizontal frequency by their sum, from 1 on. */
    private static int[][] lowestFrequencies() {
        int[][] frequencies = new int[BITS][];
        int found = 0;
        for (int sum = 1; found < BITS; sum++) {
            for (int v = 0; v <= sum && found < BITS; v++) {
                frequencies[found++] = new int[] {v, sum - v};
            }
        }
        return frequencies;
    }
}
