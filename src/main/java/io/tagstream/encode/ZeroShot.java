package io.tagstream.encode;

import io.tagstream.clip.Embedding;
import io.tagstream.clip.LogitHead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A photo against labels that nobody trained for: zero-shot classification, as in section 3.1 of Radford et al. 2021. */
public final class ZeroShot {

    /** What a template has for the label. */
    public static final String PLACEHOLDER = "{}";

    /**
     * Something that a photo may show.
     *
     * @param name as the caller gave it
     * @param prompt what the model is asked
     */
    public record Label(String name, String prompt) {}

    /** How well a label fits; cosine and logit are its own, the probability may depend on the other labels. */
    public record Score(Label label, double cosine, double logit, double probability) {}

    private ZeroShot() {}

    /**
     * The labels of these names.
     *
     * @param template with a {@code {}} for the name; a name is its own prompt where there is none
     * @throws IllegalArgumentException where there are no labels, one is blank or named twice, or the template has no place for it
     */
    public static List<Label> labels(List<String> names, Optional<String> template) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "there are no labels; one is needed at least, and two to choose between");
        }
        template.filter(text -> !text.contains(PLACEHOLDER)).ifPresent(text -> {
            throw new IllegalArgumentException("the template has no {} for the label: " + text);
        });
        Set<String> seen = new HashSet<>();
        List<Label> labels = new ArrayList<>();
        for (String given : names) {
            String name = given.strip();
            if (name.isEmpty()) {
                throw new IllegalArgumentException("label %d is empty".formatted(labels.size() + 1));
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException("the label '%s' is named twice".formatted(name));
            }
            labels.add(new Label(
                    name, template.map(text -> text.replace(PLACEHOLDER, name)).orElse(name)));
        }
        return labels;
    }

    /**
     * Compares.
     *
     * @param prompts the embeddings of the labels' prompts, in their order
     * @return one score for each label, the most probable first
     */
    public static List<Score> scores(LogitHead head, Embedding photo, List<Label> labels, List<Embedding> prompts) {
        double[] cosines = prompts.stream().mapToDouble(photo::cosine).toArray();
        double[] logits = new double[cosines.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = head.logit(cosines[i]);
        }
        double[] probabilities = head.probabilities(logits);
        List<Score> scores = new ArrayList<>();
        for (int i = 0; i < logits.length; i++) {
            scores.add(new Score(labels.get(i), cosines[i], logits[i], probabilities[i]));
        }
        scores.sort(Comparator.comparingDouble(Score::logit).reversed());
        return scores;
    }
}
