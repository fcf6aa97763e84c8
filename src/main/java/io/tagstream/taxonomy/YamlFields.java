package io.tagstream.taxonomy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The fields of one mapping in the file. What is not as expected becomes a problem and a stand-in, so that reading goes on;
 * what was never asked for is unknown.
 */
final class YamlFields {

    private final JsonNode node;
    private final String place;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    /** @param place of the mapping; empty for the whole file */
    YamlFields(JsonNode node, String place, Problems problems) {
        this.node = node;
        this.place = place;
        this.problems = problems;
        if (!node.isObject()) {
            expected(place.isEmpty() ? "1:1" : place, "fields and their values", node);
        }
    }

    Optional<String> text(String field) {
        return value(field).map(value -> textOf(value, at(field)));
    }

    /** Empty where the field is missing; a list that is there has something in it. */
    List<String> texts(String field) {
        return items(field, this::textOf);
    }

    /** @param item reads an element, given its place */
    <T> List<T> items(String field, BiFunction<JsonNode, String, T> item) {
        JsonNode list = value(field).orElse(null);
        if (list == null) {
            return List.of();
        }
        if (!list.isArray()) {
            expected(at(field), "a list", list);
        } else if (list.isEmpty()) {
            problems.add(at(field), "is empty; write something or leave the field out");
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

    private Optional<JsonNode> value(String field) {
        known.add(field);
        return Optional.ofNullable(node.get(field));
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
