package io.tagstream.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.restassured.builder.RequestSpecBuilder;
import io.restassured.specification.RequestSpecification;
import io.tagstream.local.WorkerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code POST /photos/{id}/retry}: a rejected photo is announced again, from what the catalog knows. */
class RetryIT {

    private static final String PROBLEM = "application/problem+json";
    private static final Path PICTURE = LocalTagstream.SAMPLES.resolve("three-red-circles.jpg");

    private static LocalTagstream tagstream;
    private static WorkerProcess worker;
    private static RequestSpecification api;
    private static Path late;

    @BeforeAll
    static void start() {
        tagstream = new LocalTagstream();
        late = tagstream.services.directory().resolve("late.jpg");
        tagstream.uploads.send("albums/late", """
                {"photoId": "albums/late", "uri": "%s", "owner": "mara", "uploadedAt": "2026-05-04T12:30:00.123456Z",
                 "contentType": "image/jpeg", "attributes": {"album": "Ærø", "stars": "5"}}""".formatted(late.toUri()).getBytes(StandardCharsets.UTF_8));
        tagstream.uploads.upload("there", PICTURE.toUri());
        tagstream.uploads.upload("signed", URI.create("http://127.0.0.1:1/signed.jpg?X-Amz-Signature=12ab"));
        tagstream.uploads.flush();
        worker = tagstream.with("tagstream.fetch.patience", "1s").startReadyWorker();
        api = new RequestSpecBuilder().setBaseUri(worker.address()).build();
        LocalTagstream.await(
                "all are processed", Duration.ofSeconds(60), () -> tagstream.count("select count(*) from photos") == 3);
    }

    @AfterAll
    static void stop() {
        worker.close();
        tagstream.close();
    }

    @Test
    void aPhotoWhoseSourceHasComeBackIsCataloguedWithAllThatWasSaidOfIt() throws IOException {
        String said = "select owner, uploaded_at at time zone 'UTC', content_type, attributes, source_uri from photos"
                + " where photo_id = 'albums/late'";
        List<List<String>> before = tagstream.query(said);
        Files.copy(PICTURE, late);

        given(api).post("/photos/albums/late/retry").then().statusCode(202).body("photoId", equalTo("albums/late"));

        LocalTagstream.await(
                "it is catalogued",
                Duration.ofSeconds(30),
                () -> tagstream.count(
                                "select count(*) from photos where photo_id = 'albums/late' and status = 'catalogued'")
                        == 1);
        assertThat(tagstream.query(said)).isEqualTo(before);
    }

    @Test
    void onlyARejectedPhotoIsTriedAgain() {
        given(api)
                .post("/photos/there/retry")
                .then()
                .statusCode(409)
                .contentType(PROBLEM)
                .body("detail", equalTo("photo there is catalogued: only a rejected one is tried again"));
        given(api).post("/photos/unknown/retry").then().statusCode(404).contentType(PROBLEM);
    }

    @Test
    void anAddressWhoseSignatureIsNotKeptIsSaidToBeOfNoUse() {
        given(api)
                .post("/photos/signed/retry")
                .then()
                .statusCode(409)
                .body("detail", containsString("does not keep signatures"));
    }

    @Test
    void theDescriptionOfRestTellsOfItAndNotOfThePage() {
        given(api)
                .get("/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/photos/{id}/retry'.post.responses.keySet()", hasItems("202", "404", "409"))
                .body("paths.keySet().findAll { it.startsWith('/ui') }", empty());
    }
}
