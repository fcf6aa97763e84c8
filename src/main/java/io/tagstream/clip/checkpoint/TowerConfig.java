package io.tagstream.clip.checkpoint;

/**
 * What the vision and the text transformer have in common.
 *
 * @param hidden width of the residual stream; the heads share it evenly
 * @param intermediate width between a layer's two linear maps
 */
public record TowerConfig(
        int layers, int hidden, int heads, int intermediate, Activation activation, double layerNormEpsilon) {

    static TowerConfig of(JsonFields fields, int layers, int hidden, int heads, int intermediate) {
        TowerConfig tower = new TowerConfig(
                fields.positive("num_hidden_layers", layers),
                fields.positive("hidden_size", hidden),
                fields.positive("num_attention_heads", heads),
                fields.positive("intermediate_size", intermediate),
                Activation.of(fields),
                fields.positive("layer_norm_eps", 1e-5));
        if (tower.hidden % tower.heads != 0) {
            throw fields.error(
                    "hidden_size", "is %d, which %d heads cannot share".formatted(tower.hidden, tower.heads));
        }
        return tower;
    }
}
