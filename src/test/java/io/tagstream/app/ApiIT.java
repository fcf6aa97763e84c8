package io.tagstream.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.specification.RequestSpecification;
import io.tagstream.Contracts;
import io.tagstream.local.OutcomeTopics;
import io.tagstream.local.WorkerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** REST, health and metrics of a running worker. */
class ApiIT {

    private static final String PROBLEM = "application/problem+json";

    private static LocalTagstream tagstream;
    private static WorkerProcess worker;
    private static RequestSpecification api;

    @BeforeAll
    static void start() {
        tagstream = new LocalTagstream();
        List<Path> samples = LocalTagstream.pictures(LocalTagstream.SAMPLES);
        samples.forEach(sample -> tagstream.uploads.upload("bucket/" + sample.getFileName(), sample.toUri()));
        tagstream.uploads.upload("gone", URI.create("file:///nowhere/gone.jpg"));
        tagstream.uploads.flush();
        worker = tagstream.startReadyWorker();
        api = new RequestSpecBuilder().setBaseUri(worker.address()).build();
        RestAssured.enableLoggingOfRequestAndResponseIfValidationFails();
        tagstream.readEventsUntil(
                "all are processed", Duration.ofSeconds(60), () -> tagstream.events.size() > samples.size());
    }

    @AfterAll
    static void stop() {
        worker.close();
        tagstream.close();
    }

    @Test
    void showsAPhotoWithItsTags() {
        given(api)
                .get("/photos/bucket/three-red-circles.jpg")
                .then()
                .statusCode(200)
                .body("photoId", equalTo("bucket/three-red-circles.jpg"))
                .body("status", equalTo("catalogued"))
                .body("format", equalTo("JPEG"))
                .body("contentSha256.length()", equalTo(64))
                .body("tags.id", hasItems("red", "three"))
                .body("tags[0].origin", equalTo("model"))
                .body("tags[0].score", notNullValue())
                .body("failure", nullValue());
    }

    @Test
    void showsWhyAPhotoWasRejected() {
        given(api)
                .get("/photos/gone")
                .then()
                .statusCode(200)
                .body("status", equalTo("rejected"))
                .body("failure.code", equalTo("SOURCE_OUTSIDE_ROOTS"))
                .body("tags", empty());
    }

    @Test
    void listsPhotosOfATag() {
        given(api)
                .get("/photos?tag=red")
                .then()
                .statusCode(200)
                .body("photos.photoId", hasItems("bucket/three-red-circles.jpg", "bucket/four-red-stars.jpg"))
                .body("photos.photoId", not(hasItem("bucket/four-green-crosses.jpg")))
                .body("next", nullValue());
    }

    @Test
    void pagesWithoutMissingOrRepeating() {
        List<String> all = given(api).get("/photos?limit=200").jsonPath().getList("photos.photoId");
        List<String> paged = new ArrayList<>();
        String next = "";
        while (next != null) {
            var page = given(api)
                    .get("/photos?limit=7" + (next.isEmpty() ? "" : "&after=" + next))
                    .jsonPath();
            paged.addAll(page.getList("photos.photoId"));
            next = page.getString("next");
        }
        assertThat(paged).isEqualTo(all).doesNotHaveDuplicates().hasSizeGreaterThan(20);
    }

    @Test
    void listsRejectedPhotos() {
        given(api)
                .get("/photos?status=rejected")
                .then()
                .statusCode(200)
                .body("photos.photoId", equalTo(List.of("gone")));
    }

    @ParameterizedTest
    @CsvSource({
        "/photos/nobody, 404, photo nobody",
        "/photos/a%00b, 404, control character",
        "/photos?tag=unicorn, 400, tag",
        "/photos?tag=a%00b, 400, tag",
        "/photos?owner=a%00b, 400, owner",
        "/photos?limit=0, 400, limit",
        "/photos?limit=ten, 400, limit",
        "/photos?status=lost, 400, status",
        "/photos?after=%C3%A9, 400, after",
        "/no-such-place, 404, no-such-place",
    })
    void explainsWhatIsWrongWithARequest(String path, int status, String named) {
        given(api)
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(status)
                .contentType(PROBLEM)
                .body("status", equalTo(status))
                .body("title", notNullValue())
                .body("detail", containsString(named));
    }

    @Test
    void publishesAnUpload() {
        String file =
                LocalTagstream.SAMPLES.resolve("one-orange-star.jpg").toUri().toString();
        given(api)
                .contentType("application/json")
                .body("{\"photoId\": \"posted/1\", \"uri\": \"" + file + "\", \"owner\": \"ann\"}")
                .post("/photos")
                .then()
                .statusCode(202)
                .header("location", containsString("/photos/posted"));
        LocalTagstream.await(
                "it is tagged",
                Duration.ofSeconds(20),
                () -> given(api).get("/photos/posted/1").statusCode() == 200);
        given(api)
                .get("/photos?owner=ann")
                .then()
                .body("photos", hasSize(1))
                .body("photos[0].tags.id", hasItems("orange", "star"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"uri\": \"https://example.org/a.jpg\"} -> photoId",
                "{\"photoId\": \"a\"} -> uri",
                "{\"photoId\": \"a\", \"uri\": \"a.jpg\"} -> uri",
                "{\"photoId\": \"a\", \"uri\": \"s3://b/a\", \"uploadedAt\": \"yesterday\"} -> uploadedAt",
                "{\"photoId\": -> JSON",
                " -> body",
            })
    void refusesAnUploadThatWouldBeRejected(String bodyAndField) {
        String[] parts = bodyAndField.split(" -> ", -1);
        given(api)
                .contentType("application/json")
                .body(parts[0])
                .post("/photos")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("detail", containsString(parts[1]));
    }

    @Test
    void everyEventKeepsItsContract() {
        assertThat(tagstream.events).anyMatch(OutcomeTopics.Event::isTagged).anyMatch(OutcomeTopics.Event::isRejected);
        assertThat(tagstream.events).allSatisfy(event -> {
            String schema = event.isTagged() ? "photo-tagged" : "photo-rejected";
            assertThat(Contracts.violations(schema, event.data().orElseThrow().toString()))
                    .isEmpty();
            assertThat(event.headers())
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry(
                            "ce_type", event.isTagged() ? "io.tagstream.photo.tagged" : "io.tagstream.photo.rejected")
                    .containsEntry("ce_subject", event.key().orElseThrow())
                    .containsEntry("content-type", "application/json")
                    .containsKeys("ce_id", "ce_source", "ce_time");
        });
    }

    @Test
    void showsTheTaxonomy() {
        given(api)
                .get("/taxonomy")
                .then()
                .statusCode(200)
                .body("name", equalTo("drawn-scenes"))
                .body("version.length()", equalTo(64))
                .body("facets.id", hasItems("colour", "shape", "count"))
                .body("facets[0].tags[0].prompts", not(empty()));
    }

    @Test
    void describesItself() {
        given(api)
                .get("/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.keySet()", hasItems("/photos", "/photos/{id}", "/taxonomy"));
    }

    @Test
    void tellsReadinessByCause() {
        given(api)
                .get("/health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", hasItems("database", "kafka", "sources", "model", "relay backlog"));
        given(api).get("/health/live").then().statusCode(200).body("checks.name", hasItems("model", "relay"));
    }

    @Test
    void measuresByStage() {
        String metrics = given(api).get("/metrics").asString();
        assertThat(metrics)
                .contains(
                        "tagstream_photos_total{code=\"\",outcome=\"tagged\"}",
                        "tagstream_photos_total{code=\"SOURCE_OUTSIDE_ROOTS\",outcome=\"rejected\"}",
                        "tagstream_stage_seconds_count{stage=\"decode\"}",
                        "tagstream_batch_outcomes_count",
                        "tagstream_model_batch_count",
                        "tagstream_model_queue",
                        "tagstream_outbox_events 0.0",
                        "kafka_consumer_fetch_manager_records_lag");
    }
}
