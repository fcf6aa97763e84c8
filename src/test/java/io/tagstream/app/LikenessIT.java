package io.tagstream.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.builder.RequestSpecBuilder;
import io.restassured.specification.RequestSpecification;
import io.tagstream.app.cli.TagstreamCommand;
import io.tagstream.likeness.Variants;
import io.tagstream.local.WorkerProcess;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Photos and what was made of them, uploaded to whole workers: of two, one looks for likenesses, and the other goes on when it dies. */
class LikenessIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Scenes that are in more than one file; the others are in one. */
    private static final int COPIED = 12;

    private final List<Path> scenes = LocalTagstream.pictures(LocalTagstream.HELD_OUT);
    private RequestSpecification api = new RequestSpecBuilder().build();

    @Test
    void photosThatShowTheSameAreFoundWhoeverDies() throws IOException {
        try (LocalTagstream tagstream = new LocalTagstream().with("tagstream.likeness.poll-interval", "200ms");
                WorkerProcess one = tagstream.startReadyWorker();
                WorkerProcess other = tagstream.startReadyWorker()) {
            uploadOriginals(tagstream);
            uploadVariants(tagstream, 0, COPIED / 2);
            LocalTagstream.await(
                    "the first pair", PATIENCE, () -> tagstream.count("select count(*) from likenesses") > 0);
            boolean oneLeads = leads(one);
            assertThat(leads(other)).isEqualTo(!oneLeads);
            (oneLeads ? one : other).kill();
            WorkerProcess left = oneLeads ? other : one;
            api = new RequestSpecBuilder().setBaseUri(left.address()).build();
            uploadVariants(tagstream, COPIED / 2, COPIED);
            awaitLookedAt(tagstream);

            groupsAreWhatWasMade();
            aPhotoTellsItsLikenesses();
            theCommandLineListsThem(tagstream);
            theNextBestIsPicked(tagstream);
            problemsNameTheField();
            assertThat(leads(left)).isTrue();
        }
    }

    private void uploadOriginals(LocalTagstream tagstream) {
        for (int i = 0; i < scenes.size(); i++) {
            tagstream.uploads.upload("scene-" + i, scenes.get(i).toUri());
        }
        tagstream.uploads.flush();
    }

    /** A copy, one of half the size, a worse one, and a cropped one. */
    private void uploadVariants(LocalTagstream tagstream, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            BufferedImage image = ImageIO.read(scenes.get(i).toFile());
            BufferedImage plain = Variants.scaled(image, 1);
            tagstream.uploads.upload("copy-" + i, scenes.get(i).toUri());
            upload(tagstream, "half-" + i, Variants.jpeg(Variants.scaled(image, 0.5), 0.9f));
            upload(tagstream, "worse-" + i, Variants.jpeg(plain, 0.3f));
            upload(tagstream, "cropped-" + i, Variants.jpeg(Variants.cropped(image, 0.03), 0.9f));
        }
        tagstream.uploads.flush();
    }

    private static void upload(LocalTagstream tagstream, String name, byte[] file) throws IOException {
        Path path = tagstream.services.directory().resolve(name + ".jpg");
        Files.write(path, file);
        tagstream.uploads.upload(name, path.toUri());
    }

    private void awaitLookedAt(LocalTagstream tagstream) {
        int photos = scenes.size() + 4 * COPIED;
        LocalTagstream.await(
                photos + " photos",
                PATIENCE,
                () -> tagstream.count("select count(*) from photos where status = 'catalogued'") == photos);
        awaitNothingLeft(tagstream);
    }

    private static void awaitNothingLeft(LocalTagstream tagstream) {
        LocalTagstream.await("all are looked at", PATIENCE, () -> tagstream.count("""
                        select (select count(*) from embeddings e
                                where e.embedding_no > (select max(embedding_no) from likeness_marks))
                               + (select count(*) from likeness_queue)
                        """) == 0);
    }

    private void groupsAreWhatWasMade() {
        given(api)
                .get("/duplicates?kind=same-file&limit=200")
                .then()
                .statusCode(200)
                .body("groups", hasSize(COPIED))
                .body("groups.photos*.size()", everyItem(equalTo(2)))
                .body("groups[0].what", containsString("byte for byte"));
        for (int i = 0; i < COPIED; i++) {
            List<String> same = photosOf("same-picture", "scene-" + i);
            assertThat(same).contains("scene-" + i, "copy-" + i, "worse-" + i);
            assertThat(same).allMatch(photo -> photo.matches("[a-z]+-\\d+"));
            String number = "-" + i;
            assertThat(same).allMatch(photo -> photo.endsWith(number));
            List<String> near = photosOf("near-duplicate", "scene-" + i);
            assertThat(near).containsAll(same).allMatch(photo -> photo.endsWith(number));
        }
        given(api)
                .get("/duplicates?kind=near-duplicate&limit=200")
                .then()
                .body("groups", hasSize(COPIED))
                .body("groups.photos*.find { it.best }.photoId", everyItem(notNullValue()));
    }

    private List<String> photosOf(String kind, String photo) {
        return given(api)
                .get("/photos/" + photo + "/likenesses")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("groups.find { it.kind == '" + kind + "' }.photos.photoId", String.class);
    }

    private void aPhotoTellsItsLikenesses() {
        given(api)
                .get("/photos/half-3/likenesses")
                .then()
                .statusCode(200)
                .body("pairs.photoId", hasItem("scene-3"))
                .body("pairs.find { it.photoId == 'scene-3' }.likeness.hashDistance", notNullValue())
                .body("groups.find { it.kind == 'near-duplicate' }.reason", containsString("most pixels"));
        given(api)
                .get("/photos/scene-" + (COPIED + 1) + "/likenesses")
                .then()
                .statusCode(200)
                .body("pairs", empty())
                .body("groups", empty());
        given(api).get("/photos/nobody/likenesses").then().statusCode(404);
    }

    /** What it prints is in the output of the test. */
    private static void theCommandLineListsThem(LocalTagstream tagstream) {
        String url = tagstream.services.database().jdbcUrl();
        String[] where = {"--database", url, "--user", "postgres", "--password", "postgres"};
        assertThat(run(where, "--kind", "near-duplicate", "--limit", "3")).isZero();
        assertThat(run(where, "--json", "--limit", "1")).isZero();
        assertThat(run(where, "--kind", "alike")).isEqualTo(1);
    }

    private static int run(String[] where, String... options) {
        return TagstreamCommand.run(Stream.of(Stream.of("duplicates"), Stream.of(where), Stream.of(options))
                .flatMap(arguments -> arguments)
                .toArray(String[]::new));
    }

    /** Both files that are equally good have to go before a worse one is the best. */
    private void theNextBestIsPicked(LocalTagstream tagstream) {
        assertThat(photosOf("same-picture", "worse-5").subList(0, 2)).containsExactlyInAnyOrder("scene-5", "copy-5");
        tagstream.uploads.delete("scene-5");
        tagstream.uploads.delete("copy-5");
        tagstream.uploads.flush();
        LocalTagstream.await(
                "two are deleted",
                PATIENCE,
                () -> tagstream.count("select count(*) from photos where status = 'deleted'") == 2);
        awaitNothingLeft(tagstream);
        given(api)
                .get("/photos/half-5/likenesses")
                .then()
                .body("groups.find { it.kind == 'near-duplicate' }.photos[0].photoId", not(equalTo("scene-5")))
                .body("groups.find { it.kind == 'near-duplicate' }.photos.photoId", hasItem("worse-5"));
        given(api).get("/duplicates?kind=same-file&limit=200").then().body("groups", hasSize(COPIED - 1));
    }

    private void problemsNameTheField() {
        given(api)
                .get("/duplicates?kind=alike")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("kind is neither"));
        given(api).get("/duplicates?limit=0").then().statusCode(400).body("detail", containsString("limit"));
        given(api).get("/duplicates?after=x").then().statusCode(400).body("detail", containsString("after"));
        String next = given(api)
                .get("/duplicates?kind=near-duplicate&limit=5")
                .then()
                .body("groups", hasSize(5))
                .extract()
                .path("next");
        given(api)
                .get("/duplicates?kind=near-duplicate&limit=200&after=" + next)
                .then()
                .body("groups", hasSize(COPIED - 5));
        given(api).get("/duplicates?owner=nobody").then().body("groups", empty());
    }

    private static boolean leads(WorkerProcess worker) {
        return worker.get("/metrics")
                .orElseThrow()
                .body()
                .lines()
                .filter(line -> line.startsWith("tagstream_likeness_backlog"))
                .anyMatch(line -> !line.endsWith("NaN"));
    }
}
