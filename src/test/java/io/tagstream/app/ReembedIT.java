package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import io.tagstream.catalog.Corrections;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.clip.SharedData;
import io.tagstream.local.OutcomeTopics;
import io.tagstream.local.WorkerProcess;
import io.tagstream.photo.PhotoId;
import io.tagstream.publish.CloudEventAnnouncer;
import io.tagstream.retag.Refused;
import io.tagstream.retag.RetagJobs;
import io.tagstream.tagging.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the demo model to one with other dimensions and back, while photos are uploaded. */
class ReembedIT {

    private static final int PHOTOS = 40;
    private static final int GONE = 39;
    private static final String SAID_OF = "photo-7";
    private static final Duration SLOW = Duration.ofMillis(150);

    private final LocalTagstream tagstream = new LocalTagstream().with("tagstream.reembed.photos-in-flight", "4");
    private final DataSource catalog = tagstream.services.database().dataSource();
    private final AtomicInteger uploaded = new AtomicInteger();
    private final List<Path> pictures = LocalTagstream.pictures(LocalTagstream.HELD_OUT);
    private HttpServer photoServer;
    private volatile boolean gone;
    private volatile Duration delay = Duration.ZERO;

    @BeforeEach
    void servePhotos() throws IOException {
        photoServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        photoServer.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        photoServer.createContext("/", exchange -> {
            int number = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
            LocalTagstream.pause(delay.toMillis());
            boolean missing = gone && number == GONE;
            byte[] body = Files.readAllBytes(pictures.get(number % pictures.size()));
            exchange.sendResponseHeaders(missing ? 404 : 200, missing ? -1 : body.length);
            if (!missing) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        photoServer.start();
    }

    @AfterEach
    void stop() {
        photoServer.stop(0);
        tagstream.close();
    }

    @Test
    void aNewModelTakesOverWhilePhotosAreUploadedAndTheOldOneComesBack() throws Exception {
        Path newModel = SharedData.path("golden/tiny-clip").toAbsolutePath();
        WorkerProcess oldWorker = tagstream.startReadyWorker();
        upload(PHOTOS);
        awaitTagged();
        ObjectMapper json = JsonMapper.builder().findAndAddModules().build();
        assertThat(new Corrections(catalog, new ReleaseLoader(catalog), new CloudEventAnnouncer(json))
                        .say(new PhotoId(SAID_OF), "drawn-scenes", "night", Verdict.ACCEPTED, Optional.of("somebody")))
                .isEqualTo(Corrections.Result.STORED);

        gone = true;
        tagstream.with("tagstream.model.directory", newModel.toString()).with("tagstream.model.name", "tiny");
        assertThat(reembed("--dry-run", "--json")).isZero();
        assertThat(log("reembed.out")).contains("\"photos\" : 40").contains("photosPerSecond");
        assertThat(tagstream.count("select count(*) from releases")).isOne();

        // Killed when it has seen some photos, and while others come in.
        delay = SLOW;
        Process killed = startReembed("--cut-over");
        LocalTagstream.await("it has begun", Duration.ofMinutes(2), () -> {
            assertThat(killed.isAlive()).as(log("reembed.err")).isTrue();
            return embeddings("tiny") >= 6;
        });
        killed.destroyForcibly().waitFor();
        long seen = embeddings("tiny");
        assertThat(seen).isLessThan(PHOTOS - 4);
        upload(10);

        // Asked to stop, it says what becomes of the rest.
        Process stopped = startReembed("--cut-over");
        LocalTagstream.await("it goes on", Duration.ofMinutes(2), () -> embeddings("tiny") > seen);
        stopped.destroy();
        assertThat(stopped.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(log("reembed.err")).contains("What was done is kept").doesNotContain("defect");
        assertThat(tagstream.query("select state from retag_jobs where kind = 'embed'"))
                .containsExactly(List.of("running"));

        // It goes on, and does not cut over without a photo that is gone.
        assertThat(reembed("--cut-over")).as(log("reembed.err")).isEqualTo(1);
        assertThat(log("reembed.err")).contains("goes on with release").contains("SOURCE_NOT_FOUND 1");
        assertThat(activeModel()).isEqualTo("drawn-scenes");
        assertThat(oldWorker.isAlive()).isTrue();

        upload(10);
        assertThat(reembed("--cut-over", "--allow-missing=1"))
                .as(log("reembed.err"))
                .isZero();
        delay = Duration.ZERO;
        assertThat(activeModel()).isEqualTo("tiny");
        assertEverybodyIsSeenBy("tiny", Set.of("photo-" + GONE));
        assertThat(tagstream.query(
                        "select code from embed_failures join photos using (photo_no) where photo_id = 'photo-%d'"
                                .formatted(GONE)))
                .containsExactly(List.of("SOURCE_NOT_FOUND"));
        assertThat(
                        tagstream.count(
                                "select count(*) from (select from embeddings group by photo_no having count(*) = 2) as both_models"))
                .isEqualTo(tagstream.count("select count(*) from photos") - 1);

        // Who has the old model ends at its next photo, which the next worker tags.
        upload(5);
        LocalTagstream.await("the old worker ends", Duration.ofMinutes(1), () -> !oldWorker.isAlive());
        assertThat(oldWorker.exitStatus()).hasValue(1);
        assertThat(log("worker.log")).contains("MODEL_NOT_IN_FORCE");
        try (WorkerProcess newWorker = tagstream.startReadyWorker()) {
            upload(5);
            awaitTagged();
            assertEverybodyIsSeenBy("tiny", Set.of("photo-" + GONE));
            assertThat(humanTag()).containsExactly(List.of("human"));
            assertOneEventPerChange("tiny");

            // Photos came that the old model has not seen.
            assertThatThrownBy(() -> new RetagJobs(catalog).back(Optional.empty()))
                    .isInstanceOf(Refused.class)
                    .hasMessageMatching(".* has not looked at \\d+ photos: tagstream reembed .*");
            tagstream
                    .with(
                            "tagstream.model.directory",
                            LocalTagstream.DEMO_MODEL.resolve("snapshot").toString())
                    .with("tagstream.model.name", "drawn-scenes");
            assertThat(reembed("--cut-over")).as(log("reembed.err")).isZero();
            assertThat(activeModel()).isEqualTo("drawn-scenes");
            assertEverybodyIsSeenBy("drawn-scenes", Set.of());
            assertThat(humanTag()).containsExactly(List.of("human"));
            assertThat(newWorker.isAlive()).isTrue(); // until the next photo comes
        }
    }

    private void upload(int photos) {
        for (int i = 0; i < photos; i++) {
            int number = uploaded.getAndIncrement();
            tagstream.uploads.upload(
                    "photo-" + number,
                    URI.create("http://127.0.0.1:" + photoServer.getAddress().getPort() + "/" + number));
        }
        tagstream.uploads.flush();
    }

    private void awaitTagged() {
        tagstream.readEventsUntil(
                "all photos are announced",
                Duration.ofMinutes(2),
                () -> byPhoto().size() == uploaded.get());
    }

    private Map<String, Long> byPhoto() {
        return tagstream.events.stream()
                .filter(OutcomeTopics.Event::isTagged)
                .collect(Collectors.groupingBy(event -> event.key().orElseThrow(), Collectors.counting()));
    }

    /** At its upload, at a person's word, and at the change of models if that changed its tags. */
    private void assertOneEventPerChange(String model) {
        Set<String> changed = tagstream.query("""
                        select photo_id from photo_changes join photos using (photo_no)
                        where release_no = (select release_no from releases join models using (model_no) where models.name = '%s')""".formatted(model)).stream()
                .map(List::getFirst)
                .collect(Collectors.toSet());
        assertThat(changed).isNotEmpty();
        Map<String, Long> expected = tagstream.query("select photo_id from photos").stream()
                .map(List::getFirst)
                .collect(Collectors.toMap(
                        photo -> photo,
                        photo -> 1L + (changed.contains(photo) ? 1 : 0) + (photo.equals(SAID_OF) ? 1 : 0)));
        long all = expected.values().stream().mapToLong(Long::longValue).sum();
        tagstream.readEventsUntil(
                "changes are announced",
                Duration.ofMinutes(1),
                () -> tagstream.taggedEvents() >= all
                        && tagstream.count(
                                        "select count(*) from retag_jobs where kind = 'announce' and state <> 'done'")
                                == 0
                        && tagstream.count("select count(*) from outbox") == 0);
        assertThat(byPhoto()).isEqualTo(expected);
    }

    private void assertEverybodyIsSeenBy(String model, Set<String> but) {
        assertThat(tagstream.query("""
                        select photo_id from photos p where status = 'catalogued' and not exists (
                            select from embeddings e join models m using (model_no) where e.photo_no = p.photo_no and m.name = '%s')""".formatted(model)))
                .extracting(List::getFirst)
                .containsExactlyInAnyOrderElementsOf(but);
    }

    private long embeddings(String model) {
        return tagstream.count(
                "select count(*) from embeddings join models using (model_no) where name = '%s'".formatted(model));
    }

    private String activeModel() {
        return tagstream
                .query(
                        "select m.name from taxonomies x join releases r on r.release_no = x.active_release_no join models m using (model_no)")
                .getFirst()
                .getFirst();
    }

    private List<List<String>> humanTag() {
        return tagstream.query(
                "select origin from tags_of_photo where photo_id = '%s' and tag_id = 'night'".formatted(SAID_OF));
    }

    private int reembed(String... options) throws InterruptedException {
        Process process = startReembed(options);
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("it does not end: " + log("reembed.err"));
        }
        return process.exitValue();
    }

    private Process startReembed(String... options) {
        return tagstream.start(
                tagstream.services.directory().resolve("reembed.out"),
                tagstream.services.directory().resolve("reembed.err"),
                "reembed",
                options);
    }

    private String log(String name) {
        try {
            return Files.readString(tagstream.services.directory().resolve(name));
        } catch (IOException e) {
            return "(none)";
        }
    }
}
