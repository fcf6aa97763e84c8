package io.tagstream.tagging;

import io.tagstream.taxonomy.LabelMatrix;

/** The part of tagging that is a matrix product, to be measured apart. */
public final class ProductSpeed {

    private final Products products;
    private final int block;

    /** @param block photos whose products are made at once */
    public ProductSpeed(LabelMatrix labels, int block) {
        this.products = new Products(labels.rows(), labels.dimensions());
        this.block = block;
    }

    /**
     * Makes all products of some photos.
     *
     * @return something that depends on them, so that they cannot be left out
     */
    public float run(float[] embeddings, int photos) {
        float sum = 0;
        for (int first = 0; first < photos; first += block) {
            sum += products.of(embeddings, first, Math.min(block, photos - first))[0][0];
        }
        return sum;
    }
}
