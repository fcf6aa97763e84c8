package io.tagstream.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The demo's result: photo, tags with confidence, milliseconds. */
final class DemoTable {

    private DemoTable() {}

    static void print(PrintWriter out, Map<String, DemoCommand.Outcome> outcomes) {
        int width = outcomes.keySet().stream().mapToInt(String::length).max().orElse(5);
        String line = "%n%-" + width + "s  %6s  %s";
        out.printf(line, "photo", "ms", "tags");
        out.printf(line, "-".repeat(width), "------", "-".repeat(60));
        outcomes.forEach((id, outcome) -> out.printf(line, id, outcome.millis(), what(outcome.event())));
        out.println();
        out.flush();
    }

    private static String what(OutcomeTopics.Event event) {
        JsonNode data = event.data().orElseThrow();
        if (event.isRejected()) {
            return data.path("code").asText() + ": " + data.path("detail").asText();
        }
        String tags = StreamSupport.stream(data.path("tags").spliterator(), false)
                .map(tag -> String.format(
                        Locale.ROOT,
                        "%s %.2f",
                        tag.path("id").asText(),
                        tag.path("confidence").asDouble()))
                .collect(Collectors.joining(", "));
        return tags.isEmpty() ? "(nothing fits)" : tags;
    }
}
