package io.tagstream.clip.archive;

import io.tagstream.clip.archive.Attribute.Module;
import io.tagstream.clip.archive.Attribute.Tensor;
import io.tagstream.clip.checkpoint.ClipConfig;
import io.tagstream.clip.checkpoint.Preprocessing;
import io.tagstream.clip.checkpoint.Snapshot;
import io.tagstream.clip.checkpoint.TextConfig;
import io.tagstream.clip.checkpoint.TextConfig.Pooling;
import io.tagstream.clip.checkpoint.Weights;

/**
 * The attributes of the classes in {@code clip.py}, from a checkpoint's tensors by the names that transformers gives
 * them.
 */
final class ClipModule {

    private final ClipConfig config;
    private final Preprocessing preprocessing;
    private final Weights weights;

    private ClipModule(Snapshot snapshot, Weights weights) {
        this.config = snapshot.config();
        this.preprocessing = snapshot.preprocessing();
        this.weights = weights;
    }

    static Module of(Snapshot snapshot, Weights weights) {
        return new ClipModule(snapshot, weights).module();
    }

    private Module module() {
        return new ModuleFields()
                .whole("size", preprocessing.size())
                .flag("square", preprocessing.resize() == Preprocessing.Resize.SQUARE)
                .flag("bicubic", preprocessing.interpolation() == Preprocessing.Interpolation.BICUBIC)
                .whole("crop", preprocessing.crop())
                .flag("half_even", preprocessing.rounding() == Preprocessing.CropRounding.HALF_EVEN)
                .module("vision", vision())
                .module("text", text())
                .of("Clip");
    }

    private Module vision() {
        return switch (config.family()) {
            case CLIP -> classTokenVision();
            case SIGLIP -> new AttentionPooling(weights, config.vision(), patches()).module();
        };
    }

    private Module classTokenVision() {
        long hidden = config.vision().tower().hidden();
        PatchConvolution patches = patches();
        return new ModuleFields()
                .whole("patch", config.vision().patchSize())
                .tensor("patch_weight", patches.weight())
                .tensor("patch_bias", patches.bias())
                .tensor("class_embedding", tensor("vision_model.embeddings.class_embedding", hidden))
                .tensor(
                        "positions",
                        tensor(
                                "vision_model.embeddings.position_embedding.weight",
                                config.vision().patches() + 1,
                                hidden))
                // The misspelling is the reference's.
                .tensor("pre_weight", tensor("vision_model.pre_layrnorm.weight", hidden))
                .tensor("pre_bias", tensor("vision_model.pre_layrnorm.bias", hidden))
                .module(
                        "tower",
                        new TowerModule(
                                        weights,
                                        "vision_model.",
                                        config.vision().tower())
                                .module("post_layernorm"))
                .tensor("projection_weight", tensor("visual_projection.weight", config.projection(), hidden))
                .of(ClipSource.visionClass(config.family()));
    }

    private PatchConvolution patches() {
        String name = "vision_model.embeddings.patch_embedding.";
        long hidden = config.vision().tower().hidden();
        int side = config.vision().patchSize();
        return PatchConvolution.fold(
                weights.tensor(name + "weight", hidden, 3, side, side),
                weights.has(name + "bias")
                        ? Floats.all(weights.tensor(name + "bias", hidden))
                        : new float[(int) hidden],
                preprocessing);
    }

    private Module text() {
        TextConfig text = config.text();
        long hidden = text.tower().hidden();
        ModuleFields fields = new ModuleFields();
        switch (text.pooling()) {
            case Pooling.FirstOf(int id) -> fields.whole("end_token", id).flag("ends_at_largest", false);
            case Pooling.LargestId() -> fields.whole("end_token", 0).flag("ends_at_largest", true);
            case Pooling.Last() -> {}
        }
        return fields.tensor(
                        "token_embedding",
                        tensor("text_model.embeddings.token_embedding.weight", text.vocabulary(), hidden))
                .tensor(
                        "positions",
                        tensor("text_model.embeddings.position_embedding.weight", text.contextLength(), hidden))
                .module("tower", new TowerModule(weights, "text_model.", text.tower()).module("final_layer_norm"))
                .tensor("projection_weight", tensor(projection() + "weight", config.projection(), hidden))
                .tensor("projection_bias", projectionBias())
                .of(ClipSource.textClass(config.family()));
    }

    private String projection() {
        return switch (config.family()) {
            case CLIP -> "text_projection.";
            case SIGLIP -> "text_model.head.";
        };
    }

    /** Zeros where there is none. */
    private Tensor projectionBias() {
        String name = projection() + "bias";
        return weights.has(name) ? tensor(name, config.projection()) : Tensor.of(new float[config.projection()]);
    }

    private Tensor tensor(String name, long... shape) {
        return Tensor.of(weights.tensor(name, shape));
    }
}
