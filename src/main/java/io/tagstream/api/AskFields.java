package io.tagstream.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagstream.encode.ZeroShot;
import io.tagstream.encode.ZeroShot.Label;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the fields of a question, and names the field or limit where one is wrong. */
record AskFields(AskConfig config) {

    /** Labels from repeated parameters and from one with commas. */
    List<Label> labels(List<String> single, Optional<String> list, Optional<String> template) {
        List<String> names = new ArrayList<>(single);
        list.ifPresent(text -> names.addAll(Arrays.asList(text.split(",", -1))));
        return labels(names, template);
    }

    List<Label> labels(List<String> names, Optional<String> template) {
        requireAtMost("labels", names.size(), config.maxLabels(), "max-labels");
        try {
            List<Label> labels = ZeroShot.labels(names, template);
            labels.forEach(label -> requireShort("labels", label.prompt()));
            return labels;
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("labels: " + e.getMessage());
        }
    }

    List<String> texts(JsonNode body) {
        List<String> texts = strings(body, "texts");
        requireAtMost("texts", texts.size(), config.maxTexts(), "max-texts");
        texts.forEach(text -> {
            requireShort("texts", text);
            if (text.isBlank()) {
                throw ProblemException.badRequest("texts: one is empty");
            }
        });
        return texts;
    }

    List<URI> uris(JsonNode body) {
        List<String> uris = strings(body, "uris");
        requireAtMost("uris", uris.size(), config.maxUris(), "max-uris");
        return uris.stream().map(uri -> uri("uris", uri)).toList();
    }

    URI uri(JsonNode body) {
        return uri(
                "uri",
                string(body, "uri")
                        .orElseThrow(() -> ProblemException.badRequest("uri is missing; it names the picture")));
    }

    Optional<String> string(JsonNode body, String field) {
        JsonNode node = body.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw ProblemException.badRequest(field + " is not a string");
        }
        return Optional.of(node.textValue());
    }

    List<String> strings(JsonNode body, String field) {
        JsonNode node = body.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        if (!node.isArray() || !node.valueStream().allMatch(JsonNode::isTextual)) {
            throw ProblemException.badRequest(field + " is not a list of strings");
        }
        return node.valueStream().map(JsonNode::textValue).toList();
    }

    private static URI uri(String field, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw ProblemException.badRequest(field + ": no URI: " + e.getReason());
        }
    }

    private static void requireAtMost(String field, int count, int most, String limit) {
        if (count > most) {
            throw ProblemException.badRequest("%s: %d are too many; at most %d are answered (tagstream.ask.%s)"
                    .formatted(field, count, most, limit));
        }
    }

    private void requireShort(String field, String text) {
        if (text.length() > config.maxTextLength()) {
            throw ProblemException.badRequest(
                    "%s: one has %d characters; at most %d are read (tagstream.ask.max-text-length)"
                            .formatted(field, text.length(), config.maxTextLength()));
        }
    }
}
