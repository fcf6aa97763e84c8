package io.tagstream.clip.checkpoint;

import io.tagstream.clip.checkpoint.TextConfig.Pooling;
import java.nio.file.Path;

/** {@code config.json} as transformers writes it. Fields left out take the defaults of its CLIPConfig or SiglipConfig. */
final class TransformersConfig {

    /** Early snapshots say so where they mean the last id of the vocabulary, and transformers knows it. */
    private static final int LEGACY_END_TOKEN = 2;

    private static final TowerConfig CLIP_VISION = new TowerConfig(12, 768, 12, 3072, Activation.QUICK_GELU, 1e-5);
    private static final TowerConfig CLIP_TEXT = new TowerConfig(12, 512, 8, 2048, Activation.QUICK_GELU, 1e-5);
    private static final TowerConfig SIGLIP = new TowerConfig(12, 768, 12, 3072, Activation.GELU_TANH, 1e-6);

    private TransformersConfig() {}

    /**
     * Reads and checks the file.
     *
     * @throws CheckpointException where the file is not that of a model of these families, or not one that can be run
     */
    static ClipConfig read(Path file) {
        JsonFields fields = JsonFields.of(file);
        String type = fields.text("model_type", "");
        return switch (type) {
            case "clip" -> clip(fields);
            case "siglip" -> siglip(fields);
            case "siglip2" ->
                throw fields.error(
                        "model_type",
                        "is 'siglip2', which takes pictures of any shape (NaFlex); only fixed resolutions are supported,"
                                + " which google/siglip2-base-patch16-224 and its sisters have");
            default ->
                throw fields.error("model_type", "is '%s', but only clip and siglip are supported".formatted(type));
        };
    }

    private static ClipConfig clip(JsonFields fields) {
        return new ClipConfig(
                Family.CLIP,
                VisionConfig.of(fields.objectWithOverrides("vision_config"), CLIP_VISION, 32),
                clipText(fields.objectWithOverrides("text_config")),
                fields.positive("projection_dim", 512));
    }

    private static TextConfig clipText(JsonFields fields) {
        int vocabulary = fields.positive("vocab_size", 49_408);
        int end = fields.whole("eos_token_id", 49_407);
        if (end < 0 || end >= vocabulary) {
            throw fields.error("eos_token_id", "is %d, outside of the vocabulary of %d".formatted(end, vocabulary));
        }
        return new TextConfig(
                        TowerConfig.of(fields, CLIP_TEXT),
                        fields.positive("max_position_embeddings", 77),
                        vocabulary,
                        end == LEGACY_END_TOKEN ? new Pooling.LargestId() : new Pooling.FirstOf(end))
                .checked(fields, "max_position_embeddings");
    }

    private static ClipConfig siglip(JsonFields fields) {
        JsonFields visionFields = fields.object("vision_config");
        VisionConfig vision = VisionConfig.of(visionFields, SIGLIP, 16);
        if (!visionFields.flag("vision_use_head", true)) {
            throw visionFields.error("vision_use_head", "is false, but without its head there is no embedding");
        }
        JsonFields textFields = fields.object("text_config");
        TextConfig text = new TextConfig(
                        TowerConfig.of(textFields, SIGLIP),
                        textFields.positive("max_position_embeddings", 64),
                        textFields.positive("vocab_size", 32_000),
                        new Pooling.Last())
                .checked(textFields, "max_position_embeddings");
        int projection = textFields.positive("projection_size", text.tower().hidden());
        if (projection != vision.tower().hidden()) {
            throw textFields.error(
                    "projection_size",
                    "is %d, but pictures are embedded in %d dimensions"
                            .formatted(projection, vision.tower().hidden()));
        }
        return new ClipConfig(Family.SIGLIP, vision, text, projection);
    }
}
