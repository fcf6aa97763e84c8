package io.tagstream.tagging;

/**
 * Dot products of photos with rows that stay. Each is summed in float64, in the order of the dimensions: so it has the same bits
 * whatever is computed beside it, and on every machine.
 */
final class Products {

    private final int rows;
    private final int dimensions;

    /** float32, [dimensions][rows]: the inner loop runs over rows, has no sum to carry, and becomes vector instructions. */
    private final float[] columns;

    /** @param rows float32, row by row */
    Products(float[] rows, int dimensions) {
        this.rows = rows.length / dimensions;
        this.dimensions = dimensions;
        this.columns = new float[rows.length];
        for (int row = 0; row < this.rows; row++) {
            for (int d = 0; d < dimensions; d++) {
                columns[d * this.rows + row] = rows[row * dimensions + d];
            }
        }
    }

    /**
     * Products of some photos with all rows.
     *
     * @param embeddings float32, photo by photo
     * @return [count][rows]
     */
    double[] of(float[] embeddings, int first, int count) {
        double[] products = new double[count * rows];
        for (int photo = 0; photo < count; photo++) {
            for (int d = 0; d < dimensions; d++) {
                addScaled(products, photo * rows, embeddings[(first + photo) * dimensions + d], d * rows);
            }
        }
        return products;
    }

    private void addScaled(double[] sums, int to, double scale, int from) {
        for (int row = 0; row < rows; row++) {
            sums[to + row] += scale * columns[from + row];
        }
    }
}
