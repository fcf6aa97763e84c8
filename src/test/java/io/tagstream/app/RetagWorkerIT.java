package io.tagstream.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.tagstream.catalog.VersionStore;
import io.tagstream.local.OutcomeTopics;
import io.tagstream.local.WorkerProcess;
import io.tagstream.taxonomy.TaxonomyVersion;
import io.tagstream.taxonomy.TaxonomyYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Workers go over to another version of the taxonomy while uploads arrive, asked by REST. */
class RetagWorkerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Slow enough for uploads to arrive meanwhile: two chunks, five seconds apart. */
    private static final double RATE = 50;

    private final List<Path> pictures = LocalTagstream.pictures(LocalTagstream.HELD_OUT);
    private RequestSpecification api = new RequestSpecBuilder().build();

    /** Red is called crimson in the second version, and is asked for in the same words. */
    @Test
    void everyPhotoIsTaggedOnceWithTheRightVersion() throws IOException {
        try (LocalTagstream tagstream = new LocalTagstream().with("tagstream.retag.poll-interval", "100ms");
                WorkerProcess one = tagstream.startReadyWorker();
                WorkerProcess other = tagstream.startReadyWorker()) {
            api = new RequestSpecBuilder().setBaseUri(one.address()).build();
            upload(tagstream, "old", pictures.size());
            awaitPhotos(tagstream, pictures.size());
            TaxonomyVersion second = publish(tagstream);
            assertThat(other.isAlive()).isTrue();
            previewShowsWhatWouldChange(second);

            int job = start(second);
            upload(tagstream, "meanwhile", pictures.size());
            pauseAndResume(job);
            awaitJobs(tagstream);
            upload(tagstream, "late", 20);
            awaitPhotos(tagstream, 2 * pictures.size() + 20);
            awaitEvents(tagstream);

            given(api).get("/taxonomy").then().body("version", equalTo(second.hash()));
            everyPhotoHasTheSameTagsButForTheName(tagstream);
            everyPhotoIsAnnouncedOnceForEachChange(tagstream, second);
            goesBack(tagstream, second);
            metricsCount(List.of(one, other));
        }
    }

    private void previewShowsWhatWouldChange(TaxonomyVersion second) {
        given(api)
                .get("/retag/preview?to=" + second.shortForm())
                .then()
                .statusCode(200)
                .body("sampled", equalTo(pictures.size()))
                .body("tags.tag", hasItem("crimson"))
                .body("tags.find { it.tag == 'crimson' }.losses", equalTo(0))
                .body("tags.find { it.tag == 'crimson' }.gained", hasSize(5));
        given(api).get("/retag/preview?to=0000000").then().statusCode(404);
        given(api).get("/retag/preview").then().statusCode(400);
    }

    private int start(TaxonomyVersion second) {
        JsonPath started = given(api)
                .contentType(ContentType.JSON)
                .body(Map.of("to", second.shortForm(), "photosPerSecond", RATE, "author", "ann"))
                .post("/retag")
                .then()
                .statusCode(201)
                .header("Location", containsString("/retag/"))
                .body("kind", equalTo("score"))
                .body("author", equalTo("ann"))
                .body("photos", equalTo(pictures.size()))
                .extract()
                .jsonPath();
        given(api)
                .contentType(ContentType.JSON)
                .body(Map.of("to", second.shortForm()))
                .post("/retag")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("let it end, or cancel it"));
        return started.getInt("job");
    }

    private void pauseAndResume(int job) {
        given(api).post("/retag/" + job + "/pause").then().statusCode(200).body("state", equalTo("paused"));
        given(api).post("/retag/" + job + "/pause").then().statusCode(409);
        given(api).post("/retag/" + job + "/resume").then().statusCode(200).body("state", equalTo("running"));
        given(api).post("/retag/999/resume").then().statusCode(404);
    }

    private void goesBack(LocalTagstream tagstream, TaxonomyVersion second) {
        given(api)
                .post("/retag/back")
                .then()
                .statusCode(200)
                .body("releases.find { it.standing == 'previous' }.version", equalTo(second.hash()));
        assertThat(tagstream.count("select count(*) from tags_of_photo where tag_id = 'crimson'"))
                .isZero();
        long before = tagstream.taggedEvents();
        long changed = tagstream.count("select count(distinct photo_id) from tags_of_photo where tag_id = 'red'");
        awaitJobs(tagstream);
        tagstream.readEventsUntil("all are announced", PATIENCE, () -> tagstream.taggedEvents() >= before + changed);
        awaitEvents(tagstream);
        assertThat(tagstream.taggedEvents()).isEqualTo(before + changed);
    }

    private static void metricsCount(List<WorkerProcess> workers) {
        double photos = workers.stream()
                .flatMap(worker -> worker.get("/metrics").orElseThrow().body().lines())
                .filter(line -> line.startsWith("tagstream_retag_photos_total{kind=\"score\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
        assertThat(photos).isPositive();
    }

    private static TaxonomyVersion publish(LocalTagstream tagstream) throws IOException {
        String yaml = Files.readString(LocalTagstream.DEMO_MODEL.resolve("taxonomy.yaml"));
        String changed = yaml.replace("tags: [red,", "tags: [{id: crimson, words: [red]},");
        assertThat(changed).isNotEqualTo(yaml);
        return new VersionStore(tagstream.services.database().dataSource())
                .store(
                        TaxonomyYaml.read("second.yaml", changed.getBytes(StandardCharsets.UTF_8)),
                        Optional.of("ann"),
                        Optional.empty())
                .version();
    }

    private void upload(LocalTagstream tagstream, String name, int photos) {
        for (int i = 0; i < photos; i++) {
            tagstream.uploads.upload(
                    name + "-" + i, pictures.get(i % pictures.size()).toUri());
        }
        tagstream.uploads.flush();
    }

    private static void awaitPhotos(LocalTagstream tagstream, int photos) {
        LocalTagstream.await(
                photos + " photos",
                PATIENCE,
                () -> tagstream.count("select count(*) from photos where status = 'catalogued'") == photos);
    }

    private void awaitJobs(LocalTagstream tagstream) {
        LocalTagstream.await(
                "jobs end",
                PATIENCE,
                () -> tagstream.count("select count(*) from retag_jobs where state <> 'done'") == 0);
    }

    private static void awaitEvents(LocalTagstream tagstream) {
        LocalTagstream.await(
                "the outbox is empty", PATIENCE, () -> tagstream.count("select count(*) from outbox") == 0);
        LocalTagstream.pause(2_000); // whatever is announced twice would come now
        tagstream.readEventsUntil("the last events are read", Duration.ofSeconds(10), () -> true);
    }

    private static void everyPhotoHasTheSameTagsButForTheName(LocalTagstream tagstream) {
        String tags = """
                select photo_no, case tag_id when 'red' then 'crimson' else tag_id end as tag, origin, score, confidence
                from photo_tags join tags using (tag_no) where release_no = %s
                """;
        String one = tags.formatted("(select previous_release_no from taxonomies)");
        String other = tags.formatted("(select active_release_no from taxonomies)");
        assertThat(tagstream.query(without(one, other))).isEmpty();
        assertThat(tagstream.query(without(other, one))).isEmpty();
        assertThat(tagstream.count("select count(distinct photo_no) from photo_tags"))
                .isGreaterThan(500);
    }

    /** Which prompts share a batch of the model's texts depends on who else asks, and the last bits of their embeddings on that. */
    private static String without(String these, String those) {
        return """
                select * from (%s) as a where not exists (
                    select from (%s) as b
                    where (b.photo_no, b.tag, b.origin) = (a.photo_no, a.tag, a.origin)
                      and abs(b.score - a.score) < 1e-6 and abs(b.confidence - a.confidence) < 1e-6)
                """.formatted(these, those);
    }

    private void everyPhotoIsAnnouncedOnceForEachChange(LocalTagstream tagstream, TaxonomyVersion second) {
        List<String> crimson = tagstream.query("select photo_id from tags_of_photo where tag_id = 'crimson'").stream()
                .map(List::getFirst)
                .toList();
        assertThat(crimson).hasSizeGreaterThan(20);
        Map<String, List<OutcomeTopics.Event>> events = tagstream.events.stream()
                .collect(Collectors.groupingBy(event -> event.key().orElseThrow()));
        assertThat(events).hasSize(2 * pictures.size() + 20);
        events.forEach((photo, ofPhoto) -> {
            List<String> versions = ofPhoto.stream().map(RetagWorkerIT::version).toList();
            assertThat(versions).as(photo).doesNotHaveDuplicates();
            if (photo.startsWith("late")) {
                assertThat(versions).as(photo).containsExactly(second.hash());
            } else if (crimson.contains(photo)) {
                assertThat(versions.getLast()).as(photo).isEqualTo(second.hash());
            } else {
                assertThat(versions).as(photo).hasSize(1);
            }
        });
        assertThat(events.values().stream().filter(ofPhoto -> ofPhoto.size() == 2))
                .as("photos that were red before")
                .hasSizeGreaterThan(10);
    }

    private static String version(OutcomeTopics.Event event) {
        return event.data().orElseThrow().at("/taxonomy/version").asText();
    }
}
