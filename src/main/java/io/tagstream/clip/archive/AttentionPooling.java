package io.tagstream.clip.archive;

import io.tagstream.clip.archive.Attribute.Module;
import io.tagstream.clip.archive.Attribute.Tensor;
import io.tagstream.clip.checkpoint.CheckpointTensor;
import io.tagstream.clip.checkpoint.Family;
import io.tagstream.clip.checkpoint.VisionConfig;
import io.tagstream.clip.checkpoint.Weights;
import java.util.List;

/**
 * SigLIP's vision transformer, whose head is a "multi-head attention pooling" (Zhai et al. 2022, "Scaling Vision
 * Transformers"). The head's query is the same for every picture, so its projection is computed here, once.
 */
final class AttentionPooling {

    private static final String HEAD = "vision_model.head.";

    private final Weights weights;
    private final VisionConfig config;
    private final PatchConvolution patches;
    private final int hidden;

    AttentionPooling(Weights weights, VisionConfig config, PatchConvolution patches) {
        this.weights = weights;
        this.config = config;
        this.patches = patches;
        this.hidden = config.tower().hidden();
    }

    Module module() {
        int intermediate = config.tower().intermediate();
        return new ModuleFields()
                .whole("patch", config.patchSize())
                .tensor("patch_weight", patches.weight())
                .tensor("patch_bias", patches.bias())
                .tensor(
                        "positions",
                        Tensor.of(weights.tensor(
                                "vision_model.embeddings.position_embedding.weight", config.patches(), hidden)))
                .module("tower", new TowerModule(weights, "vision_model.", config.tower()).module("post_layernorm"))
                .tensor("query", Tensor.of(query()))
                .tensor("kv_weight", keysAndValues(inputWeight()))
                .tensor("kv_bias", keysAndValues(inputBias()))
                .tensor("out_weight", head("attention.out_proj.weight", hidden, hidden))
                .tensor("out_bias", head("attention.out_proj.bias", hidden))
                .tensor("norm_weight", head("layernorm.weight", hidden))
                .tensor("norm_bias", head("layernorm.bias", hidden))
                .tensor("fc1_weight", head("mlp.fc1.weight", intermediate, hidden))
                .tensor("fc1_bias", head("mlp.fc1.bias", intermediate))
                .tensor("fc2_weight", head("mlp.fc2.weight", hidden, intermediate))
                .tensor("fc2_bias", head("mlp.fc2.bias", hidden))
                .of(ClipSource.visionClass(Family.SIGLIP));
    }

    /** The probe through the first third of the attention's input map, in float64. */
    private float[] query() {
        float[] probe = Floats.all(weights.tensor(HEAD + "probe", 1, 1, hidden));
        float[] bias = Floats.all(inputBias());
        float[] row = new float[hidden];
        float[] query = new float[hidden];
        CheckpointTensor weight = inputWeight();
        for (int i = 0; i < hidden; i++) {
            weight.read((long) i * hidden, row, hidden);
            double sum = bias[i];
            for (int j = 0; j < hidden; j++) {
                sum += (double) row[j] * probe[j];
            }
            query[i] = (float) sum;
        }
        return query;
    }

    private CheckpointTensor inputWeight() {
        return weights.tensor(HEAD + "attention.in_proj_weight", 3L * hidden, hidden);
    }

    private CheckpointTensor inputBias() {
        return weights.tensor(HEAD + "attention.in_proj_bias", 3L * hidden);
    }

    /** The other two thirds. */
    private static Tensor keysAndValues(CheckpointTensor input) {
        List<CheckpointTensor> parts = List.of(input.part(1, 3), input.part(2, 3));
        return Tensor.ofRows(parts);
    }

    private Tensor head(String name, long... shape) {
        return Tensor.of(weights.tensor(HEAD + name, shape));
    }
}
