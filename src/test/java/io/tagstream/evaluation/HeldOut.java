package io.tagstream.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The demo model's held-out scenes, whose pairs of colour and shape it never saw, with what they show in all five facets. */
public final class HeldOut {

    public static final Path FOLDER = Path.of("src/demo-model/heldout").toAbsolutePath();

    private static final List<String> FACETS = List.of("colour", "shape", "count", "texture", "background");

    /** The taxonomy's names for what the scenes call otherwise. */
    private static final Map<String, String> IDS = Map.of("white", "white-background", "black", "black-background");

    private HeldOut() {}

    /** By file name, the tags in the order of the facets. */
    public static Map<String, List<String>> tags() {
        Map<String, List<String>> tags = new LinkedHashMap<>();
        for (JsonNode picture : pictures()) {
            List<String> ids = new ArrayList<>();
            FACETS.forEach(facet -> {
                String value = picture.path(facet).asText();
                ids.add(IDS.getOrDefault(value, value));
            });
            tags.put(picture.path("file").asText(), ids);
        }
        return tags;
    }

    public static Claims claims(String file) {
        return new Claims(Set.copyOf(tags().get(file)), Set.of(), Set.of());
    }

    /** A table with a column for each facet, to stand beside the pictures. */
    public static String csv() {
        StringBuilder csv = new StringBuilder("path," + String.join(",", FACETS) + "\n");
        tags().forEach((file, ids) ->
                csv.append(file).append(',').append(String.join(",", ids)).append('\n'));
        return csv.toString();
    }

    private static JsonNode pictures() {
        try {
            return new ObjectMapper()
                    .readTree(FOLDER.resolve("labels.json").toFile())
                    .path("pictures");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
