package io.tagstream.clip.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagstream.clip.checkpoint.TextPreparation.Cleaning;
import io.tagstream.clip.checkpoint.TextPreparation.Padding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * {@code tokenizer_config.json} of a SigLIP. Fields left out take the defaults of the tokenizer that it names, which is
 * SiglipTokenizer where it names none.
 */
final class TokenizerConfig {

    private TokenizerConfig() {}

    /**
     * Reads and checks the file.
     *
     * @param file may be missing
     * @param tokenizer {@code tokenizer.json}, which knows the ids
     */
    static TextPreparation siglip(Path file, JsonNode tokenizer) {
        JsonFields fields = Files.exists(file) ? JsonFields.of(file) : JsonFields.empty(file);
        String name = fields.text("tokenizer_class", "SiglipTokenizer");
        Padding.Side side;
        String pad;
        Cleaning cleaning;
        switch (name) {
            case "SiglipTokenizer", "SiglipTokenizerFast" -> {
                cleaning = Cleaning.CANONICAL;
                pad = "</s>";
                side = Padding.Side.RIGHT;
            }
            // SigLIP 2's is Gemma's, with what transformers' Siglip2Tokenizer adds: texts were lower case in training.
            case "GemmaTokenizer", "GemmaTokenizerFast", "Siglip2Tokenizer" -> {
                cleaning = Cleaning.LOWERCASE;
                pad = "<pad>";
                side = Padding.Side.LEFT;
            }
            default -> throw fields.error("tokenizer_class", "is '%s', which is not supported".formatted(name));
        }
        if (!fields.flag("do_lower_case", true)) {
            throw fields.error("do_lower_case", "is false, but no SigLIP was trained so");
        }
        return new TextPreparation(
                cleaning, new Padding(side(fields, side), padId(fields, fields.token("pad_token", pad), tokenizer)));
    }

    private static Padding.Side side(JsonFields fields, Padding.Side defaultValue) {
        String side = fields.text("padding_side", "");
        return switch (side) {
            case "" -> defaultValue;
            case "left" -> Padding.Side.LEFT;
            case "right" -> Padding.Side.RIGHT;
            default -> throw fields.error("padding_side", "is '%s', but must be left or right".formatted(side));
        };
    }

    /** Its place among the added tokens, or in the vocabulary, which is an object of ids (BPE) or a list (Unigram). */
    private static long padId(JsonFields fields, String token, JsonNode tokenizer) {
        for (JsonNode added : tokenizer.path("added_tokens")) {
            if (added.path("content").asText().equals(token)) {
                return added.path("id").longValue();
            }
        }
        JsonNode vocabulary = tokenizer.path("model").path("vocab");
        if (vocabulary.isArray()) {
            return IntStream.range(0, vocabulary.size())
                    .filter(i -> vocabulary.get(i).path(0).asText().equals(token))
                    .findFirst()
                    .orElseThrow(() -> unknown(fields, token));
        }
        if (!vocabulary.path(token).isIntegralNumber()) {
            throw unknown(fields, token);
        }
        return vocabulary.path(token).longValue();
    }

    private static CheckpointException unknown(JsonFields fields, String token) {
        return fields.error("pad_token", "is '%s', which tokenizer.json does not know".formatted(token));
    }
}
