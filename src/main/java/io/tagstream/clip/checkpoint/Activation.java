package io.tagstream.clip.checkpoint;

/** The non-linearity between a layer's two linear maps, by its name in {@code hidden_act}. */
public enum Activation {
    /** x · sigmoid(1.702 x), the approximation that OpenAI's CLIP was trained with. */
    QUICK_GELU("quick_gelu"),
    /** x · Φ(x), exact. */
    GELU("gelu"),
    /** x · (1 + tanh(√(2/π) · (x + 0.044715 x³))) / 2. */
    GELU_TANH("gelu_pytorch_tanh");

    private final String label;

    Activation(String label) {
        this.label = label;
    }

    static Activation of(JsonFields fields, Activation defaultValue) {
        String name = fields.text("hidden_act", defaultValue.label);
        for (Activation activation : values()) {
            if (activation.label.equals(name)) {
                return activation;
            }
        }
        throw fields.error(
                "hidden_act", "is '%s', but only quick_gelu, gelu and gelu_pytorch_tanh are known".formatted(name));
    }
}
