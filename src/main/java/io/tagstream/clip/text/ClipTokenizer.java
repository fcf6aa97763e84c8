package io.tagstream.clip.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.tagstream.clip.checkpoint.TextPreparation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * A snapshot's own {@code tokenizer.json}, run by the library that it was written for: CLIP's gives start token, text,
 * end token, SigLIP's text and end token. A text that is too long loses its end, never its end token, as in
 * transformers. Any number of threads may use one tokenizer.
 */
public final class ClipTokenizer implements AutoCloseable {

    /** ASCII's, as Python's {@code string.punctuation}. */
    private static final Pattern PUNCTUATION = Pattern.compile("\\p{Punct}");

    private static final Pattern WHITESPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private final HuggingFaceTokenizer tokenizer;
    private final int contextLength;
    private final int vocabulary;
    private final TextPreparation preparation;

    /**
     * Takes a tokenizer into use.
     *
     * @param json the content of {@code tokenizer.json}
     * @param contextLength the most ids of a text, start and end token included
     * @param vocabulary number of ids that the model knows
     * @param preparation what else is done to a text
     * @throws IllegalArgumentException where the file describes no tokenizer
     */
    public ClipTokenizer(byte[] json, int contextLength, int vocabulary, TextPreparation preparation) {
        this.contextLength = contextLength;
        this.preparation = preparation;
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

    /** The ids of a text: the context length at most, and just as many where texts are padded to it. */
    public long[] ids(String text) {
        return padded(encode(cleaned(text)));
    }

    /** The ids of a text with what each stands for. */
    public TokenizedText tokenized(String text) {
        Encoding encoding = tokenizer.encode(cleaned(text));
        List<Long> ids = LongStream.of(encoding.getIds()).boxed().toList();
        return new TokenizedText(
                ids,
                List.of(encoding.getTokens()),
                contextLength,
                encoding.exceedMaxLength(),
                padded(encoding.getIds()).length - ids.size());
    }

    /** How many ids the text would have if it were not cut, start and end token included, padding not. */
    public int length(String text) {
        Encoding encoding = tokenizer.encode(cleaned(text), true, true);
        long special = special(encoding);
        long own = encoding.getIds().length - special;
        for (Encoding rest : encoding.getOverflowing()) {
            own += rest.getIds().length - special(rest);
        }
        return Math.toIntExact(own + special);
    }

    /** The most ids of a text that the model reads. */
    public int contextLength() {
        return contextLength;
    }

    private static long special(Encoding encoding) {
        return LongStream.of(encoding.getSpecialTokenMask()).sum();
    }

    private String cleaned(String text) {
        return switch (preparation.cleaning()) {
            case NONE -> text;
            case LOWERCASE -> text.toLowerCase(Locale.ROOT);
            case CANONICAL ->
                WHITESPACE
                        .matcher(PUNCTUATION
                                .matcher(text.toLowerCase(Locale.ROOT))
                                .replaceAll(""))
                        .replaceAll(" ")
                        .strip();
        };
    }

    private long[] padded(long[] ids) {
        int missing = Math.max(0, contextLength - ids.length);
        long[] padding = new long[missing];
        Arrays.fill(padding, preparation.padding().id());
        return switch (preparation.padding().side()) {
            case NONE -> ids;
            case LEFT ->
                LongStream.concat(LongStream.of(padding), LongStream.of(ids)).toArray();
            case RIGHT ->
                LongStream.concat(LongStream.of(ids), LongStream.of(padding)).toArray();
        };
    }

    private long[] encode(String text) {
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
