package io.tagstream.clip.checkpoint;

import io.tagstream.clip.checkpoint.TextConfig.Pooling;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * {@code open_clip_config.json}: {@code model_cfg}, as in open_clip's model_configs, and {@code preprocess_cfg}. Fields
 * left out take the defaults of its CLIPVisionCfg, CLIPTextCfg and PreprocessCfg; those that ask for another
 * architecture are refused by name.
 */
final class OpenClipConfig {

    private static final double EPSILON = 1e-5;

    private static final Set<String> MODEL = Set.of(
            "embed_dim", "vision_cfg", "text_cfg", "quick_gelu", "custom_text", "init_logit_scale", "init_logit_bias");
    private static final Set<String> VISION = Set.of(
            "image_size", "patch_size", "width", "head_width", "layers", "mlp_ratio", "patch_dropout", "output_tokens");
    private static final Set<String> TEXT = Set.of(
            "context_length",
            "vocab_size",
            "width",
            "heads",
            "layers",
            "mlp_ratio",
            "proj_bias",
            "pool_type",
            "eos_id",
            "pad_id",
            "output_tokens",
            "hf_tokenizer_name",
            "tokenizer_kwargs");

    /** Fields that ask for nothing when they have the library's default. */
    private static final Map<String, String> DEFAULTS =
            Map.of("pos_embed_type", "learnable", "proj_type", "linear", "pool_type", "tok");

    private OpenClipConfig() {}

    /**
     * Reads and checks the file.
     *
     * @throws CheckpointException where the file asks for something that cannot be run
     */
    static ClipConfig model(Path file) {
        JsonFields fields = JsonFields.of(file).object("model_cfg");
        refuseUnknown(fields, MODEL);
        Activation activation = fields.flag("quick_gelu", false) ? Activation.QUICK_GELU : Activation.GELU;
        return new ClipConfig(
                Family.CLIP,
                vision(fields.object("vision_cfg"), activation),
                text(fields.object("text_cfg"), activation),
                fields.required("embed_dim"));
    }

    /** Its {@code preprocess_cfg}, for a model whose pictures are of this size. */
    static Preprocessing preprocessing(Path file, int imageSize) {
        return OpenClipPreprocessing.of(JsonFields.of(file).object("preprocess_cfg"), imageSize);
    }

    private static VisionConfig vision(JsonFields fields, Activation activation) {
        refuseUnknown(fields, VISION);
        int width = fields.positive("width", 768);
        int headWidth = fields.positive("head_width", 64);
        if (width % headWidth != 0) {
            throw fields.error(
                    "head_width", "is %d, which does not divide the width of %d".formatted(headWidth, width));
        }
        return new VisionConfig(
                        tower(fields, width, width / headWidth, activation),
                        fields.side("image_size", 224),
                        fields.side("patch_size", 16))
                .checked(fields);
    }

    private static TextConfig text(JsonFields fields, Activation activation) {
        refuseUnknown(fields, TEXT);
        int width = fields.positive("width", 512);
        int heads = fields.positive("heads", 8);
        if (width % heads != 0) {
            throw fields.error("width", "is %d, which %d heads cannot share".formatted(width, heads));
        }
        return new TextConfig(
                        tower(fields, width, heads, activation),
                        fields.positive("context_length", 77),
                        fields.positive("vocab_size", 49_408),
                        pooling(fields))
                .checked(fields, "context_length");
    }

    private static TowerConfig tower(JsonFields fields, int width, int heads, Activation activation) {
        return new TowerConfig(
                fields.positive("layers", 12),
                width,
                heads,
                (int) (width * fields.positive("mlp_ratio", 4.0)),
                activation,
                EPSILON);
    }

    private static Pooling pooling(JsonFields fields) {
        String type = fields.text("pool_type", "argmax");
        return switch (type) {
            case "argmax" -> new Pooling.LargestId();
            case "eos" -> new Pooling.FirstOf(fields.whole("eos_id", 2));
            default ->
                throw fields.error("pool_type", "is '%s', but only argmax and eos are supported".formatted(type));
        };
    }

    /** A field that is not known here could mean anything, unless it is switched off. */
    private static void refuseUnknown(JsonFields fields, Set<String> known) {
        for (String name : fields.names()) {
            if (!known.contains(name) && !fields.isOff(name) && !fields.says(name, DEFAULTS.get(name))) {
                throw fields.error(name, "asks for something that is not supported");
            }
        }
    }
}
