package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.local.OutcomeTopics;
import io.tagstream.local.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Zero-shot on pairs of colour and shape that the demo model never saw, through the whole worker. */
class DemoModelIT {

    private static final double TOP_1 = 0.90;

    @Test
    void namesPairsOfColourAndShapeThatItNeverSaw() throws IOException {
        JsonNode labels = new ObjectMapper()
                .readTree(LocalTagstream.HELD_OUT.resolve("labels.json").toFile());
        Map<String, String> truth = truth(labels);
        Path taxonomy = Files.createTempFile("pairs", ".yaml");
        Files.writeString(taxonomy, taxonomy(labels));
        try (LocalTagstream tagstream = new LocalTagstream().with("tagstream.taxonomy.file", taxonomy.toString());
                WorkerProcess worker = tagstream.startReadyWorker()) {
            truth.keySet()
                    .forEach(file -> tagstream.uploads.upload(
                            file, LocalTagstream.HELD_OUT.resolve(file).toUri()));
            tagstream.uploads.flush();
            tagstream.readEventsUntil(
                    "all are tagged", Duration.ofSeconds(60), () -> tagstream.events.size() >= truth.size());
            assertThat(worker.isAlive()).isTrue();

            long right = tagstream.events.stream()
                    .filter(event -> top1(event).equals(truth.get(event.key().orElseThrow())))
                    .count();
            int candidates = labels.path("candidates").size();
            System.out.printf("%d of %d never seen pairs named, of %d candidates%n", right, truth.size(), candidates);
            assertThat(candidates).isGreaterThanOrEqualTo(40);
            assertThat(right / (double) truth.size()).isGreaterThanOrEqualTo(TOP_1);
        } finally {
            Files.delete(taxonomy);
        }
    }

    private static String top1(OutcomeTopics.Event event) {
        return event.data().orElseThrow().at("/tags/0/id").asText("");
    }

    /** File to "red-circle". */
    private static Map<String, String> truth(JsonNode labels) {
        Map<String, String> truth = new HashMap<>();
        labels.path("pictures")
                .forEach(picture -> truth.put(
                        picture.path("file").asText(),
                        picture.path("colour").asText() + "-"
                                + picture.path("shape").asText()));
        return truth;
    }

    /** One facet with a tag for each candidate; no threshold to speak of, since the question is which comes first. */
    private static String taxonomy(JsonNode labels) {
        List<String> lines = new ArrayList<>(List.of("name: pairs", "background: [nothing]", "templates:"));
        labels.path("templates").forEach(template -> lines.add("  - " + template.asText()));
        lines.addAll(List.of(
                "facets:", "  - id: pair", "    kind: any-of", "    limit: 1", "    threshold: 0.000001", "    tags:"));
        labels.path("candidates").forEach(candidate -> {
            String words = candidate.asText();
            String id = words.replaceFirst("^an? ", "").replace(' ', '-');
            lines.add("      - {id: " + id + ", words: [" + words + "]}");
        });
        return String.join("\n", lines) + "\n";
    }
}
