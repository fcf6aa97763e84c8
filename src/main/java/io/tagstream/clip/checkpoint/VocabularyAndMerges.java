package io.tagstream.clip.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code vocab.json} and {@code merges.txt}, the older form of CLIP's byte-pair tokenizer, as the {@code
 * tokenizer.json} that gives the same ids.
 */
final class VocabularyAndMerges {

    private static final String START = "<|startoftext|>";
    private static final String END = "<|endoftext|>";

    /** OpenAI's: contractions, runs of letters, single digits, runs of anything else. */
    private static final String WORDS =
            "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

    private VocabularyAndMerges() {}

    static byte[] toTokenizerJson(Path vocabularyFile, JsonNode vocabulary, Path mergesFile, byte[] merges) {
        for (String token : List.of(START, END)) {
            if (!vocabulary.path(token).isIntegralNumber()) {
                throw new CheckpointException(vocabularyFile, "has no " + token);
            }
        }
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        added.add(addedToken(START, vocabulary));
        added.add(addedToken(END, vocabulary));
        ArrayNode normalizers =
                root.putObject("normalizer").put("type", "Sequence").putArray("normalizers");
        normalizers.addObject().put("type", "NFC");
        normalizers
                .addObject()
                .put("type", "Replace")
                .put("content", " ")
                .putObject("pattern")
                .put("Regex", "\\s+");
        normalizers.addObject().put("type", "Lowercase");
        ArrayNode split =
                root.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
        split.addObject()
                .put("type", "Split")
                .put("behavior", "Removed")
                .put("invert", true)
                .putObject("pattern")
                .put("Regex", WORDS);
        split.addObject()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true);
        ObjectNode around = root.putObject("post_processor").put("type", "RobertaProcessing");
        around.put("trim_offsets", false).put("add_prefix_space", false);
        around.putArray("sep").add(END).add(vocabulary.get(END));
        around.putArray("cls").add(START).add(vocabulary.get(START));
        ObjectNode model = root.putObject("model").put("type", "BPE").put("unk_token", END);
        model.put("continuing_subword_prefix", "")
                .put("end_of_word_suffix", "</w>")
                .put("fuse_unk", false);
        model.set("vocab", vocabulary);
        model.set("merges", merges(mergesFile, merges));
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode addedToken(String token, JsonNode vocabulary) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("id", vocabulary.get(token));
        return node.put("content", token)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", token.equals(START))
                .put("special", true);
    }

    /** A line a merge, after a line with the version. */
    private static ArrayNode merges(Path file, byte[] merges) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (String line : new String(merges, StandardCharsets.UTF_8).split("\n", -1)) {
            String merge = line.strip();
            if (!merge.isEmpty() && !merge.startsWith("#version")) {
                if (merge.split(" ", -1).length != 2) {
                    throw new CheckpointException(file, "has the line '%s', which is no pair".formatted(merge));
                }
                array.add(merge);
            }
        }
        return array;
    }
}
