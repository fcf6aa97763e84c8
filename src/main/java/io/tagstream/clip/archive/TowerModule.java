package io.tagstream.clip.archive;

import io.tagstream.clip.archive.Attribute.Flag;
import io.tagstream.clip.archive.Attribute.Module;
import io.tagstream.clip.archive.Attribute.Real;
import io.tagstream.clip.archive.Attribute.Tensor;
import io.tagstream.clip.archive.Attribute.Whole;
import io.tagstream.clip.checkpoint.Activation;
import io.tagstream.clip.checkpoint.CheckpointTensor;
import io.tagstream.clip.checkpoint.Safetensors;
import io.tagstream.clip.checkpoint.TowerConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.IntFunction;

/**
 * One transformer of a CLIP as a module: the weights of all layers stacked, so that one source with a loop serves every
 * size, and the query, key and value maps joined into one.
 */
final class TowerModule {

    /**
     * x · sigmoid(1.702 x) = silu(1.702 x) / 1.702: one fused kernel instead of three, once both maps around it are
     * scaled.
     */
    private static final double QUICK_GELU = 1.702;

    private final Safetensors weights;
    private final String prefix;
    private final TowerConfig config;

    TowerModule(Safetensors weights, String prefix, TowerConfig config) {
        this.weights = weights;
        this.prefix = prefix;
        this.config = config;
    }

    Module module(String finalNorm, String projection, int dimensions) {
        boolean quick = config.activation() == Activation.QUICK_GELU;
        double inner = quick ? QUICK_GELU : 1;
        long hidden = config.hidden();
        long intermediate = config.intermediate();
        SequencedMap<String, Attribute> fields = new LinkedHashMap<>();
        fields.put("training", new Flag(false));
        fields.put("layers", new Whole(config.layers()));
        fields.put("heads", new Whole(config.heads()));
        fields.put("hidden", new Whole(hidden));
        fields.put("epsilon", new Real(config.layerNormEpsilon()));
        fields.put("quick", new Flag(quick));
        fields.put("norm1_weight", stack("layer_norm1.weight", 1, hidden));
        fields.put("norm1_bias", stack("layer_norm1.bias", 1, hidden));
        fields.put("qkv_weight", joined("weight", hidden, hidden));
        fields.put("qkv_bias", joined("bias", hidden));
        fields.put("out_weight", stack("self_attn.out_proj.weight", 1, hidden, hidden));
        fields.put("out_bias", stack("self_attn.out_proj.bias", 1, hidden));
        fields.put("norm2_weight", stack("layer_norm2.weight", 1, hidden));
        fields.put("norm2_bias", stack("layer_norm2.bias", 1, hidden));
        fields.put("fc1_weight", stack("mlp.fc1.weight", inner, intermediate, hidden));
        fields.put("fc1_bias", stack("mlp.fc1.bias", inner, intermediate));
        fields.put("fc2_weight", stack("mlp.fc2.weight", 1 / inner, hidden, intermediate));
        fields.put("fc2_bias", stack("mlp.fc2.bias", 1, hidden));
        fields.put("final_weight", Tensor.of(weights.tensor(prefix + finalNorm + ".weight", hidden)));
        fields.put("final_bias", Tensor.of(weights.tensor(prefix + finalNorm + ".bias", hidden)));
        fields.put("projection", Tensor.of(weights.tensor(projection, dimensions, hidden)));
        return new Module("Tower", fields);
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
