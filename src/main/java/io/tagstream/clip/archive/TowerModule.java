package io.tagstream.clip.archive;

import io.tagstream.clip.archive.Attribute.Module;
import io.tagstream.clip.archive.Attribute.Tensor;
import io.tagstream.clip.checkpoint.Activation;
import io.tagstream.clip.checkpoint.CheckpointTensor;
import io.tagstream.clip.checkpoint.TowerConfig;
import io.tagstream.clip.checkpoint.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * One transformer as a module: the weights of all layers stacked, so that one source with a loop serves every size, and
 * the query, key and value maps joined into one.
 */
final class TowerModule {

    /**
     * x · sigmoid(1.702 x) = silu(1.702 x) / 1.702: one fused kernel instead of three, once both maps around it are
     * scaled.
     */
    private static final double QUICK_GELU = 1.702;

    private final Weights weights;
    private final String prefix;
    private final TowerConfig config;

    TowerModule(Weights weights, String prefix, TowerConfig config) {
        this.weights = weights;
        this.prefix = prefix;
        this.config = config;
    }

    Module module(String finalNorm) {
        double inner = config.activation() == Activation.QUICK_GELU ? QUICK_GELU : 1;
        long hidden = config.hidden();
        long intermediate = config.intermediate();
        return new ModuleFields()
                .whole("layers", config.layers())
                .whole("heads", config.heads())
                .whole("hidden", hidden)
                .real("epsilon", config.layerNormEpsilon())
                .whole("activation", code(config.activation()))
                .tensor("norm1_weight", stack("layer_norm1.weight", 1, hidden))
                .tensor("norm1_bias", stack("layer_norm1.bias", 1, hidden))
                .tensor("qkv_weight", joined("weight", hidden, hidden))
                .tensor("qkv_bias", joined("bias", hidden))
                .tensor("out_weight", stack("self_attn.out_proj.weight", 1, hidden, hidden))
                .tensor("out_bias", stack("self_attn.out_proj.bias", 1, hidden))
                .tensor("norm2_weight", stack("layer_norm2.weight", 1, hidden))
                .tensor("norm2_bias", stack("layer_norm2.bias", 1, hidden))
                .tensor("fc1_weight", stack("mlp.fc1.weight", inner, intermediate, hidden))
                .tensor("fc1_bias", stack("mlp.fc1.bias", inner, intermediate))
                .tensor("fc2_weight", stack("mlp.fc2.weight", 1 / inner, hidden, intermediate))
                .tensor("fc2_bias", stack("mlp.fc2.bias", 1, hidden))
                .tensor("final_weight", Tensor.of(weights.tensor(prefix + finalNorm + ".weight", hidden)))
                .tensor("final_bias", Tensor.of(weights.tensor(prefix + finalNorm + ".bias", hidden)))
                .noTensors("packed")
                .of("Tower");
    }

    /** As the source's {@code act} takes it. */
    private static int code(Activation activation) {
        return switch (activation) {
            case QUICK_GELU -> 0;
            case GELU -> 1;
            case GELU_TANH -> 2;
        };
    }

    private Tensor stack(String name, double factor, long... shape) {
        return stack(1, shape, layer -> List.of(Floats.scaled(tensor(layer, name, shape), factor)));
    }

    /** Queries, keys and values of a layer below each other: (layers, 3 · hidden, …). */
    private Tensor joined(String kind, long... shape) {
        return stack(3, shape, layer -> List.of("q", "k", "v").stream()
                .map(map -> Floats.of(tensor(layer, "self_attn." + map + "_proj." + kind, shape)))
                .toList());
    }

    private Tensor stack(int repeats, long[] shape, IntFunction<List<Floats>> parts) {
        List<Long> stacked = new ArrayList<>();
        stacked.add((long) config.layers());
        stacked.add(repeats * shape[0]);
        for (int i = 1; i < shape.length; i++) {
            stacked.add(shape[i]);
        }
        List<Floats> all = new ArrayList<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            all.addAll(parts.apply(layer));
        }
        return new Tensor(stacked, all);
    }

    private CheckpointTensor tensor(int layer, String name, long... shape) {
        return weights.tensor("%sencoder.layers.%d.%s".formatted(prefix, layer, name), shape);
    }
}
