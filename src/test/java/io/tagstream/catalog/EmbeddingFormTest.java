package io.tagstream.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.clip.Embedding;
import org.junit.jupiter.api.Test;

class EmbeddingFormTest {

    private static final Embedding EMBEDDING = new Embedding(new float[] {0.1f, -0.9949874f, 0, 1e-9f});

    @Test
    void realsAreKeptAsTheyAre() {
        assertThat(EmbeddingForm.ofColumn("real[]").asStored(EMBEDDING)).isEqualTo(EMBEDDING);
    }

    /** As pgvector rounds them: to the nearest float16, ties to even. */
    @Test
    void halvesAreRoundedOnce() {
        Embedding stored = EmbeddingForm.ofColumn("halfvec").asStored(EMBEDDING);

        assertThat(stored.values()).containsExactly(0.099975586f, -0.9951172f, 0, 0);
        assertThat(EmbeddingForm.HALF.asStored(stored)).isEqualTo(stored);
    }
}
