package io.tagstream.clip.archive;

import io.tagstream.clip.archive.Attribute.Flag;
import io.tagstream.clip.archive.Attribute.Module;
import io.tagstream.clip.archive.Attribute.Real;
import io.tagstream.clip.archive.Attribute.Tensor;
import io.tagstream.clip.archive.Attribute.Whole;
import io.tagstream.clip.checkpoint.ClipConfig;
import io.tagstream.clip.checkpoint.Preprocessing;
import io.tagstream.clip.checkpoint.Safetensors;
import io.tagstream.clip.checkpoint.Snapshot;
import io.tagstream.clip.checkpoint.TextConfig;
import io.tagstream.clip.checkpoint.VisionConfig;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The attributes of {@link ClipSource}'s module, from a checkpoint's tensors by the names that transformers gives them.
 */
final class ClipModule {

    private ClipModule() {}

    static Module of(Snapshot snapshot, Safetensors weights) {
        ClipConfig config = snapshot.config();
        SequencedMap<String, Attribute> fields = new LinkedHashMap<>();
        fields.put("training", new Flag(false));
        putPreprocessing(fields, snapshot.preprocessing());
        putVision(fields, weights, config, snapshot.preprocessing());
        putText(fields, weights, config);
        return new Module("Clip", fields);
    }

    private static void putPreprocessing(SequencedMap<String, Attribute> fields, Preprocessing steps) {
        fields.put("shortest_edge", new Whole(steps.shortestEdge()));
        fields.put("crop", new Whole(steps.crop()));
    }

    private static void putVision(
            SequencedMap<String, Attribute> fields, Safetensors weights, ClipConfig config, Preprocessing steps) {
        VisionConfig vision = config.vision();
        long hidden = vision.tower().hidden();
        PatchConvolution patches = PatchConvolution.fold(
                weights.tensor(
                        "vision_model.embeddings.patch_embedding.weight",
                        hidden,
                        3,
                        vision.patchSize(),
                        vision.patchSize()),
                steps);
        fields.put("patch", new Whole(vision.patchSize()));
        fields.put("patch_weight", patches.weight());
        fields.put("patch_bias", patches.bias());
        fields.put("class_embedding", Tensor.of(weights.tensor("vision_model.embeddings.class_embedding", hidden)));
        fields.put(
                "patch_positions",
                Tensor.of(weights.tensor(
                        "vision_model.embeddings.position_embedding.weight", vision.positions(), hidden)));
        // The misspelling is the reference's.
        fields.put("pre_weight", Tensor.of(weights.tensor("vision_model.pre_layrnorm.weight", hidden)));
        fields.put("pre_bias", Tensor.of(weights.tensor("vision_model.pre_layrnorm.bias", hidden)));
        fields.put("pre_epsilon", new Real(vision.tower().layerNormEpsilon()));
        fields.put(
                "vision",
                new TowerModule(weights, "vision_model.", vision.tower())
                        .module("post_layernorm", "visual_projection.weight", config.projection()));
    }

    private static void putText(SequencedMap<String, Attribute> fields, Safetensors weights, ClipConfig config) {
        TextConfig text = config.text();
        long hidden = text.tower().hidden();
        fields.put("end_token", new Whole(text.endToken()));
        fields.put("ends_at_largest", new Flag(text.endsAtLargestId()));
        fields.put(
                "token_embedding",
                Tensor.of(weights.tensor("text_model.embeddings.token_embedding.weight", text.vocabulary(), hidden)));
        fields.put(
                "token_positions",
                Tensor.of(weights.tensor(
                        "text_model.embeddings.position_embedding.weight", text.contextLength(), hidden)));
        fields.put(
                "text",
                new TowerModule(weights, "text_model.", text.tower())
                        .module("final_layer_norm", "text_projection.weight", config.projection()));
    }
}
