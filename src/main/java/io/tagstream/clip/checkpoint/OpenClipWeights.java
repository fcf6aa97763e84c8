package io.tagstream.clip.checkpoint;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * open_clip's names and shapes, seen as transformers': queries, keys and values are one matrix there, and projections
 * lie the other way round.
 */
final class OpenClipWeights implements Weights {

    private static final Pattern LAYER = Pattern.compile("(vision|text)_model\\.encoder\\.layers\\.(\\d+)\\.(.+)");
    private static final Pattern PART_OF_ATTENTION = Pattern.compile("self_attn\\.([qkv])_proj\\.(weight|bias)");

    private final Weights weights;
    private final String textPrefix;

    /** Takes the weights over. With {@code custom_text}, the text transformer's names start with {@code text.}. */
    OpenClipWeights(Weights weights) {
        this.weights = weights;
        this.textPrefix = weights.has("text.token_embedding.weight") ? "text." : "";
    }

    @Override
    public boolean has(String name) {
        return weights.has(stored(name));
    }

    @Override
    public List<Long> shape(String name) {
        return weights.shape(stored(name));
    }

    @Override
    public CheckpointTensor tensor(String name, long... shape) {
        Matcher layer = LAYER.matcher(name);
        if (layer.matches()) {
            Matcher part = PART_OF_ATTENTION.matcher(layer.group(3));
            if (part.matches()) {
                return partOfAttention(stored(name), "qkv".indexOf(part.group(1)), shape);
            }
        }
        if (name.equals("visual_projection.weight") || isBareTextProjection(name)) {
            return new TransposedTensor(weights.tensor(stored(name), shape[1], shape[0]));
        }
        return weights.tensor(stored(name), shape);
    }

    private CheckpointTensor partOfAttention(String stored, int index, long... shape) {
        long[] whole = shape.clone();
        whole[0] *= 3;
        return weights.tensor(stored, whole).part(index, 3);
    }

    /** A parameter (width, embed); where it has a bias, it is a linear map (embed, width) as in transformers. */
    private boolean isBareTextProjection(String name) {
        return name.equals("text_projection.weight") && weights.has(textPrefix + "text_projection");
    }

    private String stored(String name) {
        Matcher layer = LAYER.matcher(name);
        if (layer.matches()) {
            String tower = layer.group(1).equals("vision") ? "visual." : textPrefix;
            return "%stransformer.resblocks.%s.%s".formatted(tower, layer.group(2), storedInLayer(layer.group(3)));
        }
        return switch (name) {
            case "vision_model.embeddings.patch_embedding.weight" -> "visual.conv1.weight";
            case "vision_model.embeddings.class_embedding" -> "visual.class_embedding";
            case "vision_model.embeddings.position_embedding.weight" -> "visual.positional_embedding";
            case "vision_model.pre_layrnorm.weight" -> "visual.ln_pre.weight";
            case "vision_model.pre_layrnorm.bias" -> "visual.ln_pre.bias";
            case "vision_model.post_layernorm.weight" -> "visual.ln_post.weight";
            case "vision_model.post_layernorm.bias" -> "visual.ln_post.bias";
            case "visual_projection.weight" -> "visual.proj";
            case "text_model.embeddings.token_embedding.weight" -> textPrefix + "token_embedding.weight";
            case "text_model.embeddings.position_embedding.weight" -> textPrefix + "positional_embedding";
            case "text_model.final_layer_norm.weight" -> textPrefix + "ln_final.weight";
            case "text_model.final_layer_norm.bias" -> textPrefix + "ln_final.bias";
            case "text_projection.weight" ->
                isBareTextProjection(name) ? textPrefix + "text_projection" : textPrefix + name;
            case "text_projection.bias" -> textPrefix + name;
            default -> name;
        };
    }

    private static String storedInLayer(String name) {
        Matcher part = PART_OF_ATTENTION.matcher(name);
        if (part.matches()) {
            return "attn.in_proj_" + part.group(2);
        }
        return name.replace("self_attn.out_proj", "attn.out_proj")
                .replace("layer_norm", "ln_")
                .replace("mlp.fc1", "mlp.c_fc")
                .replace("mlp.fc2", "mlp.c_proj");
    }

    @Override
    public void close() {
        weights.close();
    }
}
