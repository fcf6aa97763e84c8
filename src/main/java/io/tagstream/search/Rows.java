package io.tagstream.search;

import java.util.Arrays;

/**
 * Embeddings as they are read.
 *
 * @param embeddings embedding_no, [rows]
 * @param photos photo_no, [rows]
 * @param values float32, [rows, dimensions]
 */
@SuppressWarnings("ArrayRecordComponent")
record Rows(long[] embeddings, long[] photos, float[] values) {

    static final Rows NONE = new Rows(new long[0], new long[0], new float[0]);

    int count() {
        return embeddings.length;
    }

    Rows and(Rows more) {
        long[] allEmbeddings = Arrays.copyOf(embeddings, count() + more.count());
        System.arraycopy(more.embeddings, 0, allEmbeddings, count(), more.count());
        long[] allPhotos = Arrays.copyOf(photos, count() + more.count());
        System.arraycopy(more.photos, 0, allPhotos, count(), more.count());
        float[] allValues = Arrays.copyOf(values, values.length + more.values.length);
        System.arraycopy(more.values, 0, allValues, values.length, more.values.length);
        return new Rows(allEmbeddings, allPhotos, allValues);
    }
}
