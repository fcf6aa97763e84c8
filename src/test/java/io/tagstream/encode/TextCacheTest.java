package io.tagstream.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.clip.Embedding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextCacheTest {

    private final List<List<String>> asked = new ArrayList<>();
    private final TextCache cache = new TextCache(this::encode, 3);

    private List<Embedding> encode(List<String> texts) {
        asked.add(texts);
        return texts.stream().map(TextCacheTest::embedding).toList();
    }

    private static Embedding embedding(String text) {
        return new Embedding(new float[] {text.hashCode()});
    }

    @Test
    void asksOnlyForWhatItDoesNotKnow() {
        cache.embeddings(List.of("a", "b"));

        assertThat(cache.embeddings(List.of("b", "c", "b", "a", "c")))
                .containsExactly(embedding("b"), embedding("c"), embedding("b"), embedding("a"), embedding("c"));
        assertThat(asked).containsExactly(List.of("a", "b"), List.of("c"));
    }

    @Test
    void forgetsWhatWasNotAskedForTheLongest() {
        cache.embeddings(List.of("a", "b", "c"));
        cache.embeddings(List.of("a"));
        cache.embeddings(List.of("d"));
        asked.clear();

        cache.embeddings(List.of("a", "c", "d"));
        assertThat(asked).isEmpty();
        cache.embeddings(List.of("b"));
        assertThat(asked).containsExactly(List.of("b"));
    }

    @Test
    void answersMoreThanItRemembers() {
        List<String> texts = List.of("a", "b", "c", "d", "e");

        assertThat(cache.embeddings(texts)).hasSize(5).doesNotContainNull();
    }
}
