package io.tagstream.tagging;

import java.util.Map;

/**
 * What was fitted to one model's embeddings: how far each tag's log-odds can be trusted, and tags learned from examples. Immutable.
 *
 * @param modelDigest of the model, of no use to another
 * @param calibrations by tag id; a tag that is not here has {@link Calibration#NONE}
 * @param learned by tag id
 */
public record Fitting(String modelDigest, Map<String, Calibration> calibrations, Map<String, LearnedTag> learned) {

    public Fitting {
        calibrations = Map.copyOf(calibrations);
        learned = Map.copyOf(learned);
    }

    public static Fitting none(String modelDigest) {
        return new Fitting(modelDigest, Map.of(), Map.of());
    }

    public boolean isEmpty() {
        return calibrations.isEmpty() && learned.isEmpty();
    }

    public Calibration calibration(String tagId) {
        return calibrations.getOrDefault(tagId, Calibration.NONE);
    }
}
