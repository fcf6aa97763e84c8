package io.tagstream.encode;

import io.tagstream.clip.Embedding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/** Remembers the embeddings of the texts that were asked for last: people ask with the same labels again and again. */
public final class TextCache {

    private final Function<List<String>, List<Embedding>> encoder;
    private final Map<String, Embedding> latest;

    /**
     * An empty cache.
     *
     * @param encoder asked for the texts that are not in it, each once
     * @param size texts that are remembered; with 768 dimensions, one takes 3 KB
     */
    public TextCache(Function<List<String>, List<Embedding>> encoder, int size) {
        this.encoder = encoder;
        this.latest = Collections.synchronizedMap(new Bounded(size));
    }

    /** The embeddings of the texts, in their order. */
    public List<Embedding> embeddings(List<String> texts) {
        SequencedMap<String, Embedding> found = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (String text : texts) {
            Embedding known = latest.get(text);
            if (known != null) {
                found.put(text, known);
            } else if (!missing.contains(text)) {
                missing.add(text);
            }
        }
        List<Embedding> encoded = missing.isEmpty() ? List.of() : encoder.apply(missing);
        for (int i = 0; i < missing.size(); i++) {
            found.put(missing.get(i), encoded.get(i));
            latest.put(missing.get(i), encoded.get(i));
        }
        return texts.stream().map(found::get).toList();
    }

    /** Forgets what was not asked for the longest. */
    private static final class Bounded extends LinkedHashMap<String, Embedding> {

        private static final long serialVersionUID = 1L;

        private final int size;

        Bounded(int size) {
            super(16, 0.75f, true);
            this.size = size;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Embedding> eldest) {
            return size() > size;
        }
    }
}
