package io.tagstream.taxonomy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The fields of one mapping, of YAML or of JSON. What is not as expected becomes a problem and a stand-in, so that reading goes
 * on; what was never asked for is unknown.
 */
final class Fields {

    private final JsonNode node;
    private final String place;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    /** @param place of the mapping; empty for the whole taxonomy */
    Fields(JsonNode node, String place, Problems problems) {
        this.node = node;
        this.place = place;
        this.problems = problems;
        requireMapping(node, place.isEmpty() ? "1:1" : place);
    }

    Optional<String> text(String field) {
        return value(field).map(value -> textOf(value, at(field)));
    }

    /** Empty where the field is missing; a list that is there has something in it. */
    List<String> texts(String field) {
        return items(field, this::textOf);
    }

    /** Texts by what stands before the colon; empty where the field is missing. */
    Map<String, String> textsByKey(String field) {
        return item(field, this::mapping).orElse(Map.of());
    }

    /** @param item reads a mapping, given its place */
    <T> Optional<T> item(String field, BiFunction<JsonNode, String, T> item) {
        Optional<JsonNode> value = value(field);
        value.filter(JsonNode::isObject).ifPresent(mapping -> requireSomething(mapping, at(field)));
        return value.map(mapping -> item.apply(mapping, at(field)));
    }

    /** @param item reads an element, given its place */
    <T> List<T> items(String field, BiFunction<JsonNode, String, T> item) {
        JsonNode list = value(field).orElse(null);
        if (list == null) {
            return List.of();
        }
        if (!list.isArray()) {
            expected(at(field), "a list", list);
        } else {
            requireSomething(list, at(field));
        }
        List<T> items = new ArrayList<>();
        for (int i = 0; list.isArray() && i < list.size(); i++) {
            items.add(item.apply(list.get(i), at(field) + "[" + i + "]"));
        }
        return items;
    }

    OptionalDouble number(String field) {
        Optional<JsonNode> value = value(field);
        if (value.isPresent() && !value.get().isNumber()) {
            expected(at(field), "a number", value.get());
            return OptionalDouble.empty();
        }
        return value.map(number -> OptionalDouble.of(number.doubleValue())).orElse(OptionalDouble.empty());
    }

    OptionalInt wholeNumber(String field) {
        Optional<JsonNode> value = value(field);
        if (value.isPresent() && !(value.get().isIntegralNumber() && value.get().canConvertToInt())) {
            expected(at(field), "a whole number", value.get());
            return OptionalInt.empty();
        }
        return value.map(number -> OptionalInt.of(number.intValue())).orElse(OptionalInt.empty());
    }

    boolean flag(String field, boolean otherwise) {
        Optional<JsonNode> value = value(field);
        if (value.isPresent() && !value.get().isBoolean()) {
            expected(at(field), "true or false", value.get());
            return otherwise;
        }
        return value.map(JsonNode::booleanValue).orElse(otherwise);
    }

    /** To be called when every field that has a meaning was asked for. */
    void refuseUnknown() {
        node.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                problems.add(at(field), "unknown field; known are " + String.join(", ", known));
            }
        });
    }

    String at(String field) {
        return place.isEmpty() ? field : place + "." + field;
    }

    String textOf(JsonNode value, String at) {
        if (!value.isTextual()) {
            expected(at, "text", value);
        }
        return value.isTextual() ? value.textValue() : "";
    }

    private Map<String, String> mapping(JsonNode mapping, String at) {
        requireMapping(mapping, at);
        Map<String, String> texts = new LinkedHashMap<>();
        mapping.properties()
                .forEach(entry -> texts.put(entry.getKey(), textOf(entry.getValue(), at + "." + entry.getKey())));
        return texts;
    }

    private Optional<JsonNode> value(String field) {
        known.add(field);
        return Optional.ofNullable(node.get(field));
    }

    private void requireMapping(JsonNode mapping, String at) {
        if (!mapping.isObject()) {
            expected(at, "fields and their values", mapping);
        }
    }

    private void requireSomething(JsonNode container, String at) {
        if (container.isEmpty()) {
            problems.add(at, "is empty; write something or leave the field out");
        }
    }

    private void expected(String at, String what, JsonNode found) {
        String quotes = what.equals("text") && found.isValueNode() && !found.isNull() ? "; put it in quotes" : "";
        problems.add(at, "expected %s, found %s%s".formatted(what, describe(found), quotes));
    }

    private static String describe(JsonNode node) {
        JsonNodeType type = node.getNodeType();
        return switch (type) {
            case ARRAY -> "a list";
            case OBJECT, POJO -> "fields";
            case NULL, MISSING -> "nothing";
            case STRING -> node.textValue().isEmpty() ? "nothing" : "\"" + node.textValue() + "\"";
            case BOOLEAN, NUMBER, BINARY -> node.asText();
        };
    }
}
