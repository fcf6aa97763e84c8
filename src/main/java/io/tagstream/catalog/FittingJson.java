package io.tagstream.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.tagging.Calibration;
import io.tagstream.tagging.Fitting;
import io.tagstream.tagging.LearnedTag;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fitting as JSON, which reads back to the last bit. Numbers are numbers, for people who look; those that JSON or jsonb does not have
 * (infinity, minus zero) are text, and weights are float32, little-endian, in base64.
 */
public final class FittingJson {

    private static final JsonMapper JSON = new JsonMapper();

    private FittingJson() {}

    static String write(Fitting fitting) {
        ObjectNode calibrations = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(fitting.calibrations())
                .forEach((tag, calibration) -> write(calibration, calibrations.putObject(tag)));
        ObjectNode learned = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(fitting.learned()).forEach((tag, probe) -> write(probe, learned.putObject(tag)));
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.set("calibrations", calibrations);
        root.set("learned", learned);
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws UncheckedIOException for what is not JSON
     * @throws IllegalArgumentException for what is no fitting
     */
    public static Fitting read(String modelDigest, String json) {
        try {
            JsonNode root = JSON.readTree(json);
            Map<String, Calibration> calibrations = new TreeMap<>();
            root.path("calibrations")
                    .properties()
                    .forEach(entry -> calibrations.put(entry.getKey(), calibration(entry.getValue())));
            Map<String, LearnedTag> learned = new TreeMap<>();
            root.path("learned")
                    .properties()
                    .forEach(entry -> learned.put(entry.getKey(), learnedTag(entry.getValue())));
            return new Fitting(modelDigest, calibrations, learned);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Calibration calibration, ObjectNode node) {
        node.put("origin", calibration.origin().name());
        put(node, "slope", calibration.slope());
        put(node, "offset", calibration.offset());
        node.put("samples", calibration.samples());
    }

    private static Calibration calibration(JsonNode node) {
        return new Calibration(
                Calibration.Origin.valueOf(node.path("origin").asText()),
                number(node, "slope"),
                number(node, "offset"),
                node.path("samples").asInt());
    }

    private static void write(LearnedTag tag, ObjectNode node) {
        ByteBuffer weights =
                ByteBuffer.allocate(tag.weights().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        weights.asFloatBuffer().put(tag.weights());
        node.put("weights", Base64.getEncoder().encodeToString(weights.array()));
        put(node, "bias", tag.bias());
        node.put("examples", tag.examples());
        put(node, "zeroShotLoss", tag.zeroShotLoss());
        put(node, "learnedLoss", tag.learnedLoss());
    }

    private static LearnedTag learnedTag(JsonNode node) {
        byte[] bytes = Base64.getDecoder().decode(node.path("weights").asText());
        float[] weights = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(weights);
        return new LearnedTag(
                weights,
                number(node, "bias"),
                node.path("examples").asInt(),
                number(node, "zeroShotLoss"),
                number(node, "learnedLoss"));
    }

    private static void put(ObjectNode node, String field, double value) {
        if (Double.isFinite(value) && !Double.valueOf(value).equals(-0.0)) {
            node.put(field, value);
        } else {
            node.put(field, Double.toString(value));
        }
    }

    private static double number(JsonNode node, String field) {
        return Double.parseDouble(node.path(field).asText());
    }
}
