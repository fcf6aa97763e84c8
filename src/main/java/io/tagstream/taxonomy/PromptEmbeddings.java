package io.tagstream.taxonomy;

import io.tagstream.clip.Embedding;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The embeddings of prompts, before they are averaged to labels. Sums are float64, in the order of the prompts. */
public final class PromptEmbeddings {

    private final Map<String, Embedding> byPrompt;

    private PromptEmbeddings(Map<String, Embedding> byPrompt) {
        this.byPrompt = byPrompt;
    }

    /** Encodes in batches, each distinct prompt once. */
    public static PromptEmbeddings of(Stream<String> prompts, TextEncoder encoder) {
        Map<String, Embedding> byPrompt = new HashMap<>();
        List<String> distinct = prompts.distinct().toList();
        for (int start = 0; start < distinct.size(); start += LabelMatrix.PROMPTS_PER_BATCH) {
            int end = Math.min(start + LabelMatrix.PROMPTS_PER_BATCH, distinct.size());
            List<String> batch = distinct.subList(start, end);
            List<Embedding> encoded = encode(batch, encoder);
            for (int i = 0; i < batch.size(); i++) {
                byPrompt.put(batch.get(i), encoded.get(i));
            }
        }
        requireSameDimensions(byPrompt.values());
        return new PromptEmbeddings(byPrompt);
    }

    public int dimensions() {
        return byPrompt.values().iterator().next().dimensions();
    }

    /**
     * The normalised mean of the prompts' normalised embeddings.
     *
     * @return [dimensions]
     */
    public float[] label(List<String> prompts) {
        double[] sum = new double[get(prompts.getFirst()).dimensions()];
        for (String prompt : prompts) {
            float[] values = get(prompt).values();
            double norm = norm(prompt, values);
            for (int d = 0; d < sum.length; d++) {
                sum[d] += values[d] / norm;
            }
        }
        return normalised(prompts.getFirst(), sum);
    }

    private static List<Embedding> encode(List<String> batch, TextEncoder encoder) {
        List<Embedding> encoded = encoder.encode(batch);
        if (encoded.size() != batch.size()) {
            throw invalid("%d prompts gave %d embeddings".formatted(batch.size(), encoded.size()));
        }
        return encoded;
    }

    private static void requireSameDimensions(Collection<Embedding> embeddings) {
        Set<Integer> dimensions = embeddings.stream().map(Embedding::dimensions).collect(Collectors.toSet());
        if (dimensions.size() > 1) {
            throw invalid("its embeddings differ in dimensions: " + dimensions);
        }
    }

    private Embedding get(String prompt) {
        Embedding embedding = byPrompt.get(prompt);
        if (embedding == null) {
            throw new IllegalStateException("not encoded: " + prompt);
        }
        return embedding;
    }

    private static double norm(String prompt, float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return usable(prompt, Math.sqrt(squares));
    }

    private static float[] normalised(String prompt, double[] sum) {
        double squares = 0;
        for (double value : sum) {
            squares += value * value;
        }
        double norm = usable(prompt, Math.sqrt(squares));
        float[] values = new float[sum.length];
        for (int d = 0; d < sum.length; d++) {
            values[d] = (float) (sum[d] / norm);
        }
        return values;
    }

    private static double usable(String prompt, double norm) {
        if (!Double.isFinite(norm) || norm == 0) {
            throw invalid("the embedding of \"%s\" has no direction (length %s)".formatted(prompt, norm));
        }
        return norm;
    }

    private static Failure invalid(String message) {
        return new Failure(FailureCode.MODEL_INVALID, "the text encoder is not usable: " + message);
    }
}
