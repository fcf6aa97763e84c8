package io.tagstream.clip.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a snapshot's texts become ids.
 *
 * @param json the content of {@code tokenizer.json}, or what it would be
 * @param preparation what is done beside running it
 * @param files what all this was read from
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for
public record Tokenizer(byte[] json, TextPreparation preparation, List<Path> files) {

    private static final String JSON = "tokenizer.json";
    private static final String CONFIG = "tokenizer_config.json";

    /** Of SigLIP 2, with 256,000 pieces and their merges, it has 34 MB. */
    private static final long MAX_BYTES = 256 << 20;

    static Tokenizer read(Path directory, Family family) {
        List<Path> files = new ArrayList<>();
        byte[] json = json(directory, family, files);
        Path config = directory.resolve(CONFIG);
        return switch (family) {
            case CLIP -> new Tokenizer(json, TextPreparation.NONE, files);
            case SIGLIP -> {
                TextPreparation preparation = TokenizerConfig.siglip(config, parsed(files.getFirst(), json));
                if (Files.exists(config)) {
                    files.add(config);
                }
                yield new Tokenizer(json, preparation, files);
            }
        };
    }

    private static byte[] json(Path directory, Family family, List<Path> files) {
        Path file = directory.resolve(JSON);
        if (Files.isRegularFile(file)) {
            files.add(file);
            return bytes(file);
        }
        return switch (family) {
            case CLIP -> fromVocabulary(directory, files);
            case SIGLIP -> fromSentencePieces(directory, files);
        };
    }

    private static byte[] fromVocabulary(Path directory, List<Path> files) {
        Path vocabulary = require(directory, "vocab.json", files);
        Path merges = require(directory, "merges.txt", files);
        return VocabularyAndMerges.toTokenizerJson(
                vocabulary, parsed(vocabulary, bytes(vocabulary)), merges, bytes(merges));
    }

    private static byte[] fromSentencePieces(Path directory, List<Path> files) {
        Path pieces = require(directory, "spiece.model", files);
        return SentencePieceModel.toTokenizerJson(pieces, bytes(pieces));
    }

    private static Path require(Path directory, String name, List<Path> files) {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new CheckpointException(directory, "has no %s, and no %s instead".formatted(JSON, name));
        }
        files.add(file);
        return file;
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new CheckpointException(file, "is larger than %d bytes".formatted(MAX_BYTES));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CheckpointException(file, "cannot be read: " + e, e);
        }
    }

    private static JsonNode parsed(Path file, byte[] json) {
        try {
            return JsonFields.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new CheckpointException(file, "is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new CheckpointException(file, "cannot be read: " + e, e);
        }
    }
}
