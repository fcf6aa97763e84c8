package io.tagstream.clip;

import java.util.Arrays;

/**
 * From cosines to logits and probabilities, as the model was trained: {@code scale · cosine + bias}, then a softmax over
 * the labels (CLIP, Radford et al. 2021) or a sigmoid for each on its own (SigLIP, Zhai et al. 2023).
 *
 * @param scale what cosines are multiplied by: about 100 for OpenAI's models
 * @param bias what is added; 0 for CLIP, about −10 to −17 for SigLIP
 */
public record LogitHead(double scale, double bias, Kind kind) {

    /** How a picture's logits become probabilities. */
    public enum Kind {
        /** The labels compete: probabilities sum to 1. */
        SOFTMAX,
        /** Each label on its own: none or all of them may be likely. */
        SIGMOID
    }

    public LogitHead {
        if (!(scale > 0) || !Double.isFinite(scale) || !Double.isFinite(bias)) {
            throw new IllegalArgumentException("a scale of %s and a bias of %s make no logits".formatted(scale, bias));
        }
    }

    public double logit(double cosine) {
        return scale * cosine + bias;
    }

    /**
     * The probabilities of one picture's labels.
     *
     * @param logits one for each label, as {@link #logit} gives them
     */
    public double[] probabilities(double[] logits) {
        return switch (kind) {
            case SOFTMAX -> softmax(logits);
            case SIGMOID ->
                Arrays.stream(logits).map(logit -> 1 / (1 + Math.exp(-logit))).toArray();
        };
    }

    private static double[] softmax(double[] logits) {
        double largest = Arrays.stream(logits).max().orElse(0);
        double[] exponentials =
                Arrays.stream(logits).map(logit -> Math.exp(logit - largest)).toArray();
        double sum = Arrays.stream(exponentials).sum();
        return Arrays.stream(exponentials).map(value -> value / sum).toArray();
    }
}
