package io.tagstream.clip.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A snapshot's own {@code tokenizer.json}, run by the library that it was written for: start token, text, end token. A
 * text that is too long loses its end, never its end token, as in transformers. Any number of threads may use one
 * tokenizer.
 */
public final class ClipTokenizer implements AutoCloseable {

    private final HuggingFaceTokenizer tokenizer;
    private final int vocabulary;

    /**
     * Takes a tokenizer into use.
     *
     * @param json the content of {@code tokenizer.json}
     * @param contextLength the most ids of a text, start and end token included
     * @param vocabulary number of ids that the model knows
     * @throws IllegalArgumentException where the file describes no tokenizer
     */
    public ClipTokenizer(byte[] json, int contextLength, int vocabulary) {
        this.vocabulary = vocabulary;
        Map<String, String> options = Map.of(
                "addSpecialTokens", "true",
                "truncation", "true",
                "padding", "false",
                "maxLength", Integer.toString(contextLength),
                "modelMaxLength", Integer.toString(contextLength));
        try {
            this.tokenizer = HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("tokenizer.json is not understood: " + e.getMessage(), e);
        }
    }

    /** The ids of a text, two at least and the context length at most. */
    public long[] ids(String text) {
        long[] ids = tokenizer.encode(text).getIds();
        for (long id : ids) {
            if (id >= vocabulary) {
                throw new IllegalStateException(
                        "the tokenizer gives id %d, but the model knows %d".formatted(id, vocabulary));
            }
        }
        return ids;
    }

    /** The ids of each text, row by row, filled up to the longest with its own end token, which comes last. */
    public long[][] batch(List<String> texts) {
        long[][] rows = texts.stream().map(this::ids).toArray(long[][]::new);
        int longest = 0;
        for (long[] row : rows) {
            longest = Math.max(longest, row.length);
        }
        for (int i = 0; i < rows.length; i++) {
            long[] row = rows[i];
            long[] filled = Arrays.copyOf(row, longest);
            Arrays.fill(filled, row.length, longest, row[row.length - 1]);
            rows[i] = filled;
        }
        return rows;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
