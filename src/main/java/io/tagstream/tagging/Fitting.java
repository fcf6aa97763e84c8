package io.tagstream.tagging;

import io.tagstream.photo.ContentHash;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was fitted to one model's embeddings: how far each tag's log-odds can be trusted, and tags learned from examples. Immutable.
 *
 * <p>Tags that a taxonomy does not have are of no effect in it, so one fitting may serve several versions.
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

    /** SHA-256 over all of it, tags by their ids, in lower-case hexadecimal: equal fittings, and only those, have the same. */
    public String digest() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(modelDigest);
            for (Map.Entry<String, Calibration> entry : new TreeMap<>(calibrations).entrySet()) {
                out.writeUTF(entry.getKey());
                write(entry.getValue(), out);
            }
            out.writeUTF(""); // no tag has this id
            for (Map.Entry<String, LearnedTag> entry : new TreeMap<>(learned).entrySet()) {
                out.writeUTF(entry.getKey());
                write(entry.getValue(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written to", e);
        }
        return ContentHash.of(bytes.toByteArray()).hex();
    }

    private static void write(Calibration calibration, DataOutputStream out) throws IOException {
        out.writeUTF(calibration.origin().name());
        out.writeDouble(calibration.slope());
        out.writeDouble(calibration.offset());
        out.writeInt(calibration.samples());
    }

    private static void write(LearnedTag tag, DataOutputStream out) throws IOException {
        out.writeInt(tag.weights().length);
        for (float weight : tag.weights()) {
            out.writeFloat(weight);
        }
        out.writeDouble(tag.bias());
        out.writeInt(tag.examples());
        out.writeDouble(tag.zeroShotLoss());
        out.writeDouble(tag.learnedLoss());
    }
}
