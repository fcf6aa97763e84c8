package io.tagstream.clip.checkpoint;

/** The non-linearity between a layer's two linear maps, by its name in {@code hidden_act}. */
public enum Activation {
    /** x · sigmoid(1.702 x), the approximation that OpenAI's CLIP was trained with. */
    QUICK_GELU,
    /** x · Φ(x), exact. */
    GELU;

    static Activation of(JsonFields fields) {
        String name = fields.text("hidden_act", "quick_gelu");
        return switch (name) {
            case "quick_gelu" -> QUICK_GELU;
            case "gelu" -> GELU;
            default ->
                throw fields.error("hidden_act", "is '%s', but only quick_gelu and gelu are known".formatted(name));
        };
    }
}
