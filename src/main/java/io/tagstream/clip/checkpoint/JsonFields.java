package io.tagstream.clip.checkpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a snapshot, read field by field; what is absent or null takes the default, every complaint names
 * file and field.
 */
final class JsonFields {

    /** The configuration of a checkpoint is a few kilobytes. */
    private static final long MAX_FILE_BYTES = 1 << 20;

    static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Path file;
    private final String prefix;
    private final ObjectNode fields;

    private JsonFields(Path file, String prefix, ObjectNode fields) {
        this.file = file;
        this.prefix = prefix;
        this.fields = fields;
    }

    static JsonFields of(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new CheckpointException(file, "is larger than %d bytes".formatted(MAX_FILE_BYTES));
            }
            return of(file, JSON.readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            throw new CheckpointException(file, "is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new CheckpointException(file, "cannot be read: " + e, e);
        }
    }

    /** As if the file were there and held an empty object. */
    static JsonFields empty(Path file) {
        return new JsonFields(file, "", JsonNodeFactory.instance.objectNode());
    }

    static JsonFields of(Path file, JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            throw new CheckpointException(file, "is not a JSON object");
        }
        return new JsonFields(file, "", object);
    }

    /**
     * The object {@code name}; where there is also one called {@code name}_dict, as in OpenAI's own files, its fields
     * win.
     */
    JsonFields objectWithOverrides(String name) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        merged.setAll(objectOrEmpty(name));
        merged.setAll(objectOrEmpty(name + "_dict"));
        return new JsonFields(file, prefix + name + ".", merged);
    }

    /** The object of this name; empty where there is none. */
    JsonFields object(String name) {
        return new JsonFields(file, prefix + name + ".", objectOrEmpty(name));
    }

    /** Whether the field is an object with this name in it. */
    boolean hasObject(String name, String inner) {
        return fields.path(name).has(inner);
    }

    /** The names of all fields. */
    List<String> names() {
        return fields.properties().stream().map(Map.Entry::getKey).toList();
    }

    Set<Map.Entry<String, JsonNode>> properties() {
        return fields.properties();
    }

    /** Whether a field asks for nothing: null, false, zero. */
    boolean isOff(String name) {
        JsonNode node = fields.path(name);
        return node.isNull()
                || (node.isBoolean() && !node.booleanValue())
                || (node.isNumber() && node.doubleValue() == 0);
    }

    /** Whether a field is this string. */
    boolean says(String name, @Nullable String value) {
        return value != null && value.equals(fields.path(name).textValue());
    }

    private ObjectNode objectOrEmpty(String name) {
        JsonNode node = fields.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!(node instanceof ObjectNode object)) {
            throw error(name, "is not an object");
        }
        return object;
    }

    /** A size that may be written as a number or as an object with exactly the given names, all of the same value. */
    int size(String name, int defaultValue, String... objectNames) {
        if (!(fields.path(name) instanceof ObjectNode object)) {
            return positive(name, defaultValue);
        }
        JsonFields inner = new JsonFields(file, prefix + name + ".", object);
        int[] values = IntStream.range(0, objectNames.length)
                .map(i -> object.has(objectNames[i]) ? inner.positive(objectNames[i], 1) : 0)
                .distinct()
                .toArray();
        if (object.size() != objectNames.length || values.length != 1 || values[0] == 0) {
            throw error(name, "is %s, but one value for %s is needed".formatted(object, List.of(objectNames)));
        }
        return values[0];
    }

    /** Pixels on each side of a square: a number, or a list of two that are equal. */
    int side(String name, int defaultValue) {
        JsonNode node = fields.path(name);
        if (!node.isArray()) {
            return positive(name, defaultValue);
        }
        if (node.size() != 2
                || !node.get(0).equals(node.get(1))
                || !node.get(0).isInt()
                || node.get(0).intValue() < 1) {
            throw error(name, "is %s, but must be a square".formatted(node));
        }
        return node.get(0).intValue();
    }

    int required(String name) {
        if (!fields.hasNonNull(name)) {
            throw error(name, "is missing");
        }
        return positive(name, 1);
    }

    int positive(String name, int defaultValue) {
        int value = whole(name, defaultValue);
        if (value < 1) {
            throw error(name, "is %d, but must be at least 1".formatted(value));
        }
        return value;
    }

    int whole(String name, int defaultValue) {
        JsonNode node = fields.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return defaultValue;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw error(name, "is %s, but must be a whole number of 32 bits".formatted(node));
        }
        return node.intValue();
    }

    double positive(String name, double defaultValue) {
        JsonNode node = fields.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return defaultValue;
        }
        if (!node.isNumber() || !(node.doubleValue() > 0) || Double.isInfinite(node.doubleValue())) {
            throw error(name, "is %s, but must be a positive number".formatted(node));
        }
        return node.doubleValue();
    }

    boolean flag(String name, boolean defaultValue) {
        JsonNode node = fields.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return defaultValue;
        }
        if (!node.isBoolean()) {
            throw error(name, "is %s, but must be true or false".formatted(node));
        }
        return node.booleanValue();
    }

    String text(String name, String defaultValue) {
        JsonNode node = fields.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return defaultValue;
        }
        if (!node.isTextual()) {
            throw error(name, "is %s, but must be a string".formatted(node));
        }
        return node.textValue();
    }

    /** A token: a string, or an object that has it as {@code content}. */
    String token(String name, String defaultValue) {
        return hasObject(name, "content") ? object(name).text("content", "") : text(name, defaultValue);
    }

    List<Double> threeNumbers(String name, List<Double> defaultValue) {
        JsonNode node = fields.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return defaultValue;
        }
        if (node.size() != 3 || !node.valueStream().allMatch(JsonNode::isNumber)) {
            throw error(name, "is %s, but must be three numbers".formatted(node));
        }
        return node.valueStream().map(JsonNode::doubleValue).toList();
    }

    List<Double> threePositive(String name, List<Double> defaultValue) {
        List<Double> values = threeNumbers(name, defaultValue);
        if (!values.stream().allMatch(value -> value > 0)) {
            throw error(name, "is %s, but must be positive".formatted(values));
        }
        return values;
    }

    CheckpointException error(String name, String complaint) {
        return new CheckpointException(file, prefix + name + " " + complaint);
    }
}
