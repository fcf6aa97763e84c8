package io.tagstream.catalog;

import io.tagstream.clip.Embedding;

/** What the column of embeddings keeps of one (docs/adr/0009). */
public enum EmbeddingForm {
    /** {@code real[]}: all of it. */
    REAL {
        @Override
        public Embedding asStored(Embedding embedding) {
            return embedding;
        }
    },
    /** {@code halfvec}: each number as a float16, rounded to nearest even. */
    HALF {
        @Override
        public Embedding asStored(Embedding embedding) {
            float[] values = embedding.values();
            float[] rounded = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                rounded[i] = Float.float16ToFloat(Float.floatToFloat16(values[i]));
            }
            return new Embedding(rounded);
        }
    };

    /** The embedding as it will be read again. */
    public abstract Embedding asStored(Embedding embedding);

    static EmbeddingForm ofColumn(String type) {
        return type.equals("halfvec") ? HALF : REAL;
    }
}
