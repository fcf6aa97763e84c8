package io.tagstream.clip.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON at the start of a safetensors file: where each tensor lies. Checked as the reference implementation does:
 * known type, bytes that fit the shape, and data that is covered from first to last byte without a gap or an overlap.
 *
 * @param tensors by name; offsets in bytes from the end of the header
 */
record SafetensorsHeader(Map<String, Entry> tensors) {

    record Entry(ElementType type, List<Long> shape, long begin, long end) {}

    private static final String METADATA = "__metadata__";

    static SafetensorsHeader parse(Path file, byte[] json, long dataBytes) {
        JsonNode root;
        try {
            root = JsonFields.JSON.readTree(json);
        } catch (IOException e) {
            String reason = e instanceof JsonProcessingException syntax ? syntax.getOriginalMessage() : e.toString();
            throw new CheckpointException(file, "the header is not JSON: " + reason, e);
        }
        if (!root.isObject()) {
            throw new CheckpointException(file, "the header is not a JSON object");
        }
        Map<String, Entry> tensors = new LinkedHashMap<>();
        root.properties().stream()
                .filter(field -> !field.getKey().equals(METADATA))
                .forEach(field -> tensors.put(field.getKey(), entry(file, field.getKey(), field.getValue())));
        requireSeamless(file, tensors, dataBytes);
        return new SafetensorsHeader(tensors);
    }

    private static Entry entry(Path file, String name, JsonNode node) {
        List<Long> offsets = naturals(file, name, "data_offsets", node.path("data_offsets"));
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
            throw error(file, name, "data_offsets are " + node.path("data_offsets"));
        }
        Entry entry = new Entry(
                type(file, name, node.path("dtype").asText()),
                naturals(file, name, "shape", node.path("shape")),
                offsets.get(0),
                offsets.get(1));
        if (bytes(file, name, entry) != entry.end - entry.begin) {
            throw error(
                    file,
                    name,
                    "%s%s does not fit %d bytes".formatted(entry.type, entry.shape, entry.end - entry.begin));
        }
        return entry;
    }

    private static ElementType type(Path file, String tensor, String name) {
        try {
            return ElementType.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw error(file, tensor, "dtype '%s' is unknown".formatted(name));
        }
    }

    private static List<Long> naturals(Path file, String tensor, String field, JsonNode node) {
        List<Long> values = new ArrayList<>();
        for (JsonNode value : node) {
            if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
                throw error(file, tensor, "%s is %s".formatted(field, node));
            }
            values.add(value.longValue());
        }
        if (!node.isArray()) {
            throw error(file, tensor, "%s is no list".formatted(field));
        }
        return List.copyOf(values);
    }

    private static long bytes(Path file, String tensor, Entry entry) {
        try {
            return entry.shape.stream().reduce((long) entry.type.bytes, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw error(file, tensor, "shape %s is beyond 64 bits".formatted(entry.shape));
        }
    }

    private static void requireSeamless(Path file, Map<String, Entry> tensors, long dataBytes) {
        List<Map.Entry<String, Entry>> byPosition = tensors.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin)
                        .thenComparingLong(e -> e.getValue().end))
                .toList();
        long position = 0;
        for (Map.Entry<String, Entry> tensor : byPosition) {
            Entry entry = tensor.getValue();
            if (entry.begin != position) {
                throw error(
                        file,
                        tensor.getKey(),
                        entry.begin < position ? "overlaps the tensor before it" : "leaves a gap before it");
            }
            if (entry.end > dataBytes) {
                throw error(file, tensor.getKey(), "ends at byte %d of %d".formatted(entry.end, dataBytes));
            }
            position = entry.end;
        }
        if (position != dataBytes) {
            throw new CheckpointException(file, "%d bytes belong to no tensor".formatted(dataBytes - position));
        }
    }

    private static CheckpointException error(Path file, String tensor, String complaint) {
        return new CheckpointException(file, "tensor %s: %s".formatted(tensor, complaint));
    }
}
