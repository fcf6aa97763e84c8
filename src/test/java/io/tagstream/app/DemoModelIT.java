package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.evaluation.Averages;
import io.tagstream.evaluation.Evaluation;
import io.tagstream.evaluation.HeldOut;
import io.tagstream.evaluation.JudgedPhoto;
import io.tagstream.evaluation.Scores;
import io.tagstream.evaluation.TagTree;
import io.tagstream.evaluation.Truth;
import io.tagstream.local.OutcomeTopics;
import io.tagstream.local.WorkerProcess;
import io.tagstream.taxonomy.TaxonomyYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Zero-shot on pairs of colour and shape that the demo model never saw, through the whole worker. */
class DemoModelIT {

    private static final double TOP_1 = 0.90;
    private static final double MICRO_F1 = 0.90;

    /** Nothing is set but where things are: the demo's taxonomy with its thresholds, read from the catalog as people would. */
    @Test
    void givesTheRightTagsInAllFacets() throws IOException {
        TagTree tree = new TagTree(TaxonomyYaml.read(LocalTagstream.DEMO_MODEL.resolve("taxonomy.yaml")));
        try (LocalTagstream tagstream = new LocalTagstream();
                WorkerProcess worker = tagstream.startReadyWorker()) {
            Set<String> files = HeldOut.tags().keySet();
            upload(tagstream, files);
            assertThat(worker.isAlive()).isTrue();

            Evaluation evaluation = Evaluation.of(tree, judged(tree, tagstream));

            Averages averages = evaluation.averages();
            System.out.printf(
                    "%d scenes in five facets: micro-F1 %.4f, %d without a mistake%n",
                    evaluation.photos(), averages.counts().f1().orElseThrow(), evaluation.right());
            evaluation
                    .facets()
                    .forEach(facet -> System.out.printf(
                            "  %s: F1 %.4f%n",
                            facet.facet().id(), facet.averages().counts().f1().orElseThrow()));
            assertThat(evaluation.photos()).isEqualTo(files.size());
            assertThat(averages.counts().shown()).isEqualTo(5L * files.size());
            assertThat(averages.counts().f1().orElseThrow()).isGreaterThanOrEqualTo(MICRO_F1);
        }
    }

    private static void upload(LocalTagstream tagstream, Set<String> files) {
        files.forEach(file -> tagstream.uploads.upload(
                file, LocalTagstream.HELD_OUT.resolve(file).toUri()));
        tagstream.uploads.flush();
        tagstream.readEventsUntil(
                "all are tagged", Duration.ofSeconds(60), () -> tagstream.events.size() >= files.size());
    }

    /** What the catalog says beside what the scenes show. */
    private static List<JudgedPhoto> judged(TagTree tree, LocalTagstream tagstream) {
        Map<String, Map<Integer, Double>> given = new HashMap<>();
        tagstream
                .query("select photo_id, '' from photos where status = 'catalogued'")
                .forEach(row -> given.put(row.getFirst(), new HashMap<>()));
        tagstream
                .query("select photo_id, tag_id, confidence from tags_of_photo where distance = 0")
                .forEach(row -> given.get(row.getFirst())
                        .put(tree.number(row.get(1)).orElseThrow(), Double.valueOf(row.get(2))));
        return given.entrySet().stream()
                .map(photo -> {
                    Truth truth = Truth.of(tree, HeldOut.claims(photo.getKey()), false);
                    return new JudgedPhoto(
                            tree, photo.getKey(), Path.of(photo.getKey()), truth, scores(tree, photo.getValue()));
                })
                .toList();
    }

    /** The catalog keeps the confidences of what was given only. */
    private static Scores scores(TagTree tree, Map<Integer, Double> given) {
        double[] confidences = new double[tree.size()];
        BitSet has = new BitSet(tree.size());
        given.forEach((tag, confidence) -> {
            confidences[tag] = confidence;
            has.set(tag);
        });
        return new Scores(confidences, has, has);
    }

    @Test
    void namesPairsOfColourAndShapeThatItNeverSaw() throws IOException {
        JsonNode labels = new ObjectMapper()
                .readTree(LocalTagstream.HELD_OUT.resolve("labels.json").toFile());
        Map<String, String> truth = truth(labels);
        Path taxonomy = Files.createTempFile("pairs", ".yaml");
        Files.writeString(taxonomy, taxonomy(labels));
        try (LocalTagstream tagstream = new LocalTagstream().with("tagstream.taxonomy.file", taxonomy.toString());
                WorkerProcess worker = tagstream.startReadyWorker()) {
            upload(tagstream, truth.keySet());
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
