package io.tagstream.clip.checkpoint;

/**
 * What the vision and the text transformer have in common.
 *
 * @param hidden width of the residual stream; the heads share it evenly
 * @param intermediate width between a layer's two linear maps
 */
public record TowerConfig(
        int layers, int hidden, int heads, int intermediate, Activation activation, double layerNormEpsilon) {

    /** Reads transformers' fields; what is left out is taken from {@code defaults}. */
    static TowerConfig of(JsonFields fields, TowerConfig defaults) {
        TowerConfig tower = new TowerConfig(
                fields.positive("num_hidden_layers", defaults.layers),
                fields.positive("hidden_size", defaults.hidden),
                fields.positive("num_attention_heads", defaults.heads),
                fields.positive("intermediate_size", defaults.intermediate),
                Activation.of(fields, defaults.activation),
                fields.positive("layer_norm_eps", defaults.layerNormEpsilon));
        if (tower.hidden % tower.heads != 0) {
            throw fields.error(
                    "hidden_size", "is %d, which %d heads cannot share".formatted(tower.hidden, tower.heads));
        }
        return tower;
    }
}
