package io.tagstream.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.evaluation.HeldOut;
import io.tagstream.local.LocalDatabase;
import io.tagstream.local.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The demo model's held-out scenes in the catalog of a running worker, with owners, cameras and times. */
final class ScenesToSearch implements AutoCloseable {

    static final String REJECTED = "no-picture";
    static final String DELETED = "deleted";

    final LocalTagstream tagstream;
    final WorkerProcess worker;

    /** By file, which is the photo's id: the tags in the order of the facets, colour and shape first. */
    final Map<String, List<String>> scenes = new TreeMap<>(HeldOut.tags());

    ScenesToSearch(Function<Path, LocalDatabase> database) {
        tagstream = new LocalTagstream(database)
                .with("tagstream.fetch.max-bytes", "1000000")
                .with("tagstream.search.max-depth", "120")
                .with("tagstream.search.counted-hits", "100");
        int number = 0;
        for (String file : scenes.keySet()) {
            Path picture = LocalTagstream.HELD_OUT.resolve(file);
            upload(file, picture, List.of("ann", "bob", "50% \\_o'%").get(number % 3), 1 + number % 9);
            number++;
        }
        upload(
                DELETED,
                LocalTagstream.HELD_OUT.resolve(scenes.keySet().iterator().next()),
                "ann",
                1);
        upload(REJECTED, LocalTagstream.HELD_OUT.resolve("labels.csv"), "ann", 1);
        tagstream.uploads.flush();
        worker = tagstream.startReadyWorker();
        tagstream.readEventsUntil(
                "all are tagged", Duration.ofSeconds(90), () -> tagstream.events.size() >= scenes.size() + 2);
        tagstream.uploads.delete(DELETED);
        tagstream.uploads.flush();
        LocalTagstream.await(
                "it is deleted",
                Duration.ofSeconds(30),
                () -> tagstream.count("select count(*) from photos where status = 'deleted'") == 1);
        // Drawn scenes have no camera.
        execute("""
                update photos set camera_make = 'FUJIFILM', camera_model = 'X-T5',
                                  taken_at = timestamp '2026-06-15 12:00' + photo_no * interval '6 hours'
                where photo_no % 2 = 0""");
        execute("update photos set camera_make = 'Canon', camera_model = '100%_R5' where photo_no % 5 = 1");
    }

    private void upload(String id, Path file, String owner, int day) {
        ObjectMapper json = new ObjectMapper();
        String event = json.createObjectNode()
                .put("photoId", id)
                .put("uri", file.toUri().toString())
                .put("owner", owner)
                .put("uploadedAt", "2026-07-0%dT10:00:00Z".formatted(day))
                .toString();
        tagstream.uploads.send(id, event.getBytes(StandardCharsets.UTF_8));
    }

    private void execute(String sql) {
        tagstream.query("with changed as (" + sql + " returning 1) select count(*) from changed");
    }

    /** The pairs of colour and shape, as "red circle". */
    Set<String> pairs() {
        Set<String> pairs = new TreeSet<>();
        scenes.values().forEach(tags -> pairs.add(tags.get(0) + " " + tags.get(1)));
        return pairs;
    }

    /** The captions of a pair, in all templates. */
    static List<String> captions(String pair) {
        String noun = ("aeiou".indexOf(pair.charAt(0)) >= 0 ? "an " : "a ") + pair;
        List<String> captions = new ArrayList<>();
        labels().path("templates")
                .forEach(template -> captions.add(template.asText().replace("{}", noun)));
        return captions;
    }

    /** The photos that show all of these. */
    Set<String> showing(String... tags) {
        Set<String> photos = new TreeSet<>();
        scenes.forEach((photo, shown) -> {
            if (shown.containsAll(List.of(tags))) {
                photos.add(photo);
            }
        });
        return photos;
    }

    /** How many of the five things that can be said of a scene two have in common. */
    int common(String photo, String other) {
        List<String> shown = scenes.get(other);
        return (int) scenes.get(photo).stream().filter(shown::contains).count();
    }

    private static JsonNode labels() {
        try {
            return new ObjectMapper()
                    .readTree(LocalTagstream.HELD_OUT.resolve("labels.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        worker.close();
        tagstream.close();
    }
}
