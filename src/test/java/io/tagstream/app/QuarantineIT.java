package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.OutcomeTopics;
import io.tagstream.local.WorkerProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Photos whose decoding kills the process, and photos that only were there when it died. */
class QuarantineIT {

    private static final int INNOCENT = 30;
    private static final int THREADS = 3;

    private final List<Path> pictures = LocalTagstream.pictures(LocalTagstream.HELD_OUT);

    @Test
    void onePoisonousPhotoCostsTwoRestartsAndNoOtherPhoto() throws IOException {
        try (LocalTagstream tagstream = withBadDecoder()) {
            upload(tagstream, 0, INNOCENT / 2);
            URI poison = marked(tagstream, "poison.jpg", TestDecoderAgent.ABORTS, 0);
            tagstream.uploads.upload("poison", poison);
            upload(tagstream, INNOCENT / 2, INNOCENT);

            int restarts = superviseUntil(tagstream, () -> tagstream.events.size() == INNOCENT + 1);

            assertThat(restarts).isEqualTo(2);
            assertThat(rejections(tagstream)).containsExactly(Map.entry("poison", "IMAGE_CRASHES_DECODER"));
            assertThat(tagstream.query("select photo_id, code from rejected_photos"))
                    .containsExactly(List.of("poison", "IMAGE_CRASHES_DECODER"));
            assertThat(tagged(tagstream)).hasSize(INNOCENT).containsOnly(names());
            assertThat(tagstream.query("select photo_id from decode_suspects where convicted_at is not null"))
                    .containsExactly(List.of("poison"));

            // The same bytes under another name need no crash any more; other bytes under the same name are looked at.
            tagstream.uploads.upload("twin", poison);
            tagstream.uploads.upload("poison", pictures.getFirst().toUri());
            int more = superviseUntil(tagstream, () -> tagstream.events.size() == INNOCENT + 3);

            assertThat(more).isZero();
            assertThat(rejections(tagstream)).contains(Map.entry("twin", "IMAGE_CRASHES_DECODER"));
            assertThat(tagstream.query("select photo_id from photos where status = 'rejected'"))
                    .containsExactly(List.of("twin"));
        }
    }

    @Test
    void photosInFlightWhenTheWorkerIsKilledAreAllTagged() throws IOException {
        try (LocalTagstream tagstream = withBadDecoder()) {
            Path hold = Files.createFile(hold(tagstream));
            for (int i = 0; i < THREADS; i++) {
                tagstream.uploads.upload(
                        "photo-" + i, marked(tagstream, "photo-" + i + ".jpg", TestDecoderAgent.HANGS, i));
            }
            tagstream.uploads.flush();
            try (WorkerProcess worker = tagstream.startReadyWorker()) {
                LocalTagstream.await(
                        "all are being decoded", Duration.ofSeconds(60), () -> inNativeCode(tagstream) == THREADS);
                worker.kill();
            }
            Files.delete(hold);

            int restarts = superviseUntil(tagstream, () -> tagstream.events.size() == THREADS);

            assertThat(restarts).isZero();
            assertThat(worker(tagstream)).contains("died while it decoded").contains("tried once more, alone");
            assertThat(tagstream.events).allMatch(OutcomeTopics.Event::isTagged);
            assertThat(tagstream.count("select count(*) from photos where status = 'catalogued'"))
                    .isEqualTo(THREADS);
            LocalTagstream.await(
                    "nobody is suspected any more",
                    Duration.ofSeconds(30),
                    () -> tagstream.count("select count(*) from decode_suspects") == 0);
        }
    }

    private static LocalTagstream withBadDecoder() throws IOException {
        LocalTagstream tagstream = new LocalTagstream().with("tagstream.decode.threads", Integer.toString(THREADS));
        return tagstream.withJvm(
                TestDecoderAgent.jvmArgument(tagstream.services.directory().resolve("agent.jar"), hold(tagstream)));
    }

    private static Path hold(LocalTagstream tagstream) {
        return tagstream.services.directory().resolve("hold");
    }

    private void upload(LocalTagstream tagstream, int from, int to) {
        for (int i = from; i < to; i++) {
            tagstream.uploads.upload("photo-" + i, pictures.get(i).toUri());
        }
        tagstream.uploads.flush();
    }

    private static String[] names() {
        return IntStream.range(0, INNOCENT).mapToObj(i -> "photo-" + i).toArray(String[]::new);
    }

    /** A real picture; what stands behind its end marker, only the test's decoder looks at. */
    private URI marked(LocalTagstream tagstream, String name, String mark, int picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Files.readAllBytes(pictures.get(picture)));
        bytes.writeBytes(mark.getBytes(StandardCharsets.US_ASCII));
        return Files.write(tagstream.services.directory().resolve(name), bytes.toByteArray())
                .toUri();
    }

    /**
     * Does what an orchestrator does: starts a worker, and another one whenever it died.
     *
     * @return how often
     */
    private static int superviseUntil(LocalTagstream tagstream, BooleanSupplier done) {
        int starts = 0;
        WorkerProcess worker = null;
        Predicate<WorkerProcess> isAlive = process -> process != null && process.isAlive();
        while (!done.getAsBoolean()) {
            if (!isAlive.test(worker)) {
                assertThat(starts++)
                        .as("starts; the log ends with: " + worker(tagstream))
                        .isLessThan(6);
                worker = tagstream.startWorker();
            }
            WorkerProcess current = worker;
            tagstream.readEventsUntil(
                    "the worker is done, or dead",
                    Duration.ofMinutes(3),
                    () -> done.getAsBoolean() || !current.isAlive());
        }
        worker.stop();
        return starts - 1;
    }

    private static String worker(LocalTagstream tagstream) {
        try {
            return Files.readString(tagstream.services.directory().resolve("worker.log"));
        } catch (IOException e) {
            return "(no log yet)";
        }
    }

    private static Map<String, String> rejections(LocalTagstream tagstream) {
        return tagstream.events.stream()
                .filter(OutcomeTopics.Event::isRejected)
                .map(event -> event.data().orElseThrow())
                .collect(Collectors.toMap(data -> data.path("photoId").asText(), data -> data.path("code")
                        .asText()));
    }

    private static List<String> tagged(LocalTagstream tagstream) {
        return tagstream.events.stream()
                .filter(OutcomeTopics.Event::isTagged)
                .map(event -> event.key().orElseThrow())
                .toList();
    }

    /** Reads the journal as it is on disk: a header of 64 bytes, then slots of 1,128 that begin with a state. */
    private static long inNativeCode(LocalTagstream tagstream) {
        Path file = tagstream.services.directory().resolve("state").resolve("decode-0.journal");
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
            return IntStream.iterate(64, slot -> slot + 1_128 <= bytes.limit(), slot -> slot + 1_128)
                    .filter(slot -> bytes.getInt(slot) != 0)
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
