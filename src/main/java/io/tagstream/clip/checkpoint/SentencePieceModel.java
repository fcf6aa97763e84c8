package io.tagstream.clip.checkpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * {@code spiece.model}, a sentencepiece unigram model (Kudo 2018), as the {@code tokenizer.json} that gives the same ids
 * with an end token behind: the original SigLIP snapshots may have no other. The file is a protocol buffer, of which a
 * few fields of sentencepiece_model.proto are needed.
 */
final class SentencePieceModel {

    /** In sentencepiece_model.proto: ModelProto, TrainerSpec, NormalizerSpec, SentencePiece. */
    private static final int MODEL_PIECES = 1;

    private static final int MODEL_TRAINER = 2;
    private static final int MODEL_NORMALIZER = 3;
    private static final int TRAINER_MODEL_TYPE = 3;
    private static final int TRAINER_BYTE_FALLBACK = 35;
    private static final int NORMALIZER_CHARSMAP = 2;
    private static final int PIECE_TEXT = 1;
    private static final int PIECE_SCORE = 2;
    private static final int PIECE_TYPE = 3;

    private static final int UNIGRAM = 1;
    private static final int UNKNOWN_PIECE = 2;
    private static final int CONTROL_PIECE = 3;
    private static final String END = "</s>";

    private record Piece(String text, double score, int type) {}

    private final List<Piece> pieces = new ArrayList<>();
    private byte[] charsmap = new byte[0];
    private long modelType = UNIGRAM;
    private boolean byteFallback;

    private SentencePieceModel() {}

    /**
     * Converts a model.
     *
     * @throws CheckpointException where the file is no unigram model with an unknown and an end piece
     */
    static byte[] toTokenizerJson(Path file, byte[] bytes) {
        SentencePieceModel model = new SentencePieceModel();
        try {
            fields(ByteBuffer.wrap(bytes), model::modelField);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new CheckpointException(file, "is no sentencepiece model", e);
        }
        if (model.modelType != UNIGRAM) {
            throw new CheckpointException(
                    file,
                    "is a sentencepiece model of type %d, but only unigram (1) is read".formatted(model.modelType));
        }
        if (model.unknown() < 0 || model.pieces.stream().noneMatch(piece -> piece.text.equals(END))) {
            throw new CheckpointException(file, "has no unknown piece or no " + END);
        }
        return model.json().toString().getBytes(StandardCharsets.UTF_8);
    }

    private int unknown() {
        return pieces.stream().map(Piece::type).toList().indexOf(UNKNOWN_PIECE);
    }

    /** Fields of a message: a number, or the bytes of what is length-delimited. */
    private static void fields(ByteBuffer message, BiConsumer<Integer, Object> field) {
        message.order(ByteOrder.LITTLE_ENDIAN);
        while (message.hasRemaining()) {
            int key = (int) varint(message);
            Object value =
                    switch (key & 7) {
                        case 0 -> varint(message);
                        case 1 -> message.getLong();
                        case 2 -> slice(message);
                        case 5 -> message.getFloat();
                        default -> throw new IllegalArgumentException("wire type " + (key & 7));
                    };
            field.accept(key >>> 3, value);
        }
    }

    private static long varint(ByteBuffer message) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = message.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 64 bits");
    }

    private static ByteBuffer slice(ByteBuffer message) {
        int length = (int) varint(message);
        ByteBuffer slice = message.slice(message.position(), length);
        message.position(message.position() + length);
        return slice;
    }

    private void modelField(int number, Object value) {
        if (value instanceof ByteBuffer message) {
            switch (number) {
                case MODEL_PIECES -> pieces.add(piece(message));
                case MODEL_TRAINER -> fields(message, this::trainerField);
                case MODEL_NORMALIZER -> fields(message, this::normalizerField);
                default -> {} // nothing that changes an id
            }
        }
    }

    private void trainerField(int number, Object value) {
        if (number == TRAINER_MODEL_TYPE && value instanceof Long type) {
            modelType = type;
        } else if (number == TRAINER_BYTE_FALLBACK && value instanceof Long flag) {
            byteFallback = flag != 0;
        }
    }

    private void normalizerField(int number, Object value) {
        if (number == NORMALIZER_CHARSMAP && value instanceof ByteBuffer bytes) {
            charsmap = new byte[bytes.remaining()];
            bytes.get(charsmap);
        }
    }

    private static Piece piece(ByteBuffer message) {
        StringBuilder text = new StringBuilder();
        double[] score = {0};
        int[] type = {1};
        fields(message, (number, value) -> {
            if (number == PIECE_TEXT && value instanceof ByteBuffer bytes) {
                text.append(StandardCharsets.UTF_8.decode(bytes));
            } else if (number == PIECE_SCORE && value instanceof Float number32) {
                score[0] = number32;
            } else if (number == PIECE_TYPE && value instanceof Long code) {
                type[0] = code.intValue();
            }
        });
        return new Piece(text.toString(), score[0], type[0]);
    }

    private ObjectNode json() {
        ObjectNode root = object();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        for (int id = 0; id < pieces.size(); id++) {
            if (pieces.get(id).type == UNKNOWN_PIECE || pieces.get(id).type == CONTROL_PIECE) {
                added.add(addedToken(id));
            }
        }
        root.set("normalizer", normalizer());
        root.putObject("pre_tokenizer")
                .put("type", "Metaspace")
                .put("replacement", "\u2581")
                .put("prepend_scheme", "always")
                .put("split", true);
        root.set("post_processor", endsWith(END));
        ObjectNode model = root.putObject("model");
        model.put("type", "Unigram").put("unk_id", unknown()).put("byte_fallback", byteFallback);
        ArrayNode vocabulary = model.putArray("vocab");
        pieces.forEach(piece -> vocabulary.addArray().add(piece.text).add(piece.score));
        return root;
    }

    private ObjectNode addedToken(int id) {
        return object().put("id", id)
                .put("content", pieces.get(id).text)
                .put("single_word", false)
                .put("lstrip", true)
                .put("rstrip", true)
                .put("normalized", false)
                .put("special", true);
    }

    /** The model's own character map, then no more than one space in a row. */
    private ObjectNode normalizer() {
        ObjectNode sequence = object().put("type", "Sequence");
        ArrayNode steps = sequence.putArray("normalizers");
        if (charsmap.length > 0) {
            steps.addObject()
                    .put("type", "Precompiled")
                    .put("precompiled_charsmap", Base64.getEncoder().encodeToString(charsmap));
        }
        ObjectNode spaces = steps.addObject().put("type", "Replace").put("content", " ");
        spaces.putObject("pattern").put("Regex", " {2,}");
        return sequence;
    }

    private ObjectNode endsWith(String token) {
        int id = pieces.stream().map(Piece::text).toList().indexOf(token);
        ObjectNode template = object().put("type", "TemplateProcessing");
        ArrayNode single = template.putArray("single");
        single.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
        single.addObject().putObject("SpecialToken").put("id", token).put("type_id", 0);
        template.putArray("pair");
        ObjectNode special =
                template.putObject("special_tokens").putObject(token).put("id", token);
        special.putArray("ids").add(id);
        special.putArray("tokens").add(token);
        return template;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
