package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tagstream.local.OutcomeTopics;
import io.tagstream.local.WorkerProcess;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Everything that can be wrong with an event or a photo, among photos that are well. */
class BadNeighboursIT {

    private static final List<String> GOOD = List.of("good-0", "good-1", "good-2", "good-3");

    @Test
    void eachEndsWithItsOwnCodeAndHurtsNobody() throws IOException {
        try (LocalTagstream tagstream = new LocalTagstream().with("tagstream.decode.max-pixels", "2000000")) {
            HttpServer empty = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            empty.start(); // knows no path: 404 for everything
            try {
                uploadAll(tagstream, empty.getAddress().getPort());
                try (WorkerProcess worker = tagstream.startReadyWorker()) {
                    tagstream.readEventsUntil(
                            "everything has an outcome", Duration.ofSeconds(60), () -> tagstream.events.size() >= 11);
                    assertThat(worker.isAlive()).isTrue();
                }
            } finally {
                empty.stop(0);
            }
            everybodyElseIsTagged(tagstream);
            eachBadOneIsAnnounced(tagstream);
            eachBadOneIsStored(tagstream);
        }
    }

    /** Before the worker starts, so that they come as one batch. */
    private static void uploadAll(LocalTagstream tagstream, int port) throws IOException {
        List<Path> pictures = LocalTagstream.pictures(LocalTagstream.HELD_OUT);
        Path folder = Files.createDirectory(tagstream.services.directory().resolve("bad"));
        byte[] whole = Files.readAllBytes(pictures.getFirst());
        tagstream.uploads.upload(GOOD.get(0), pictures.get(0).toUri());
        tagstream.uploads.upload(
                "truncated", write(folder.resolve("truncated.jpg"), Arrays.copyOf(whole, whole.length / 2)));
        tagstream.uploads.upload("missing", URI.create("http://127.0.0.1:" + port + "/missing.jpg"));
        tagstream.uploads.upload(GOOD.get(1), pictures.get(1).toUri());
        tagstream.uploads.upload(
                "text", write(folder.resolve("text.jpg"), "not a picture".getBytes(StandardCharsets.UTF_8)));
        tagstream.uploads.send("unparsable", "{\"photoId\": ".getBytes(StandardCharsets.UTF_8));
        tagstream.uploads.send("nameless", "{\"uri\": \"file:/tmp/a.jpg\"}".getBytes(StandardCharsets.UTF_8));
        tagstream.uploads.upload(GOOD.get(2), pictures.get(2).toUri());
        tagstream.uploads.upload("huge", write(folder.resolve("huge.png"), blankPng(1_500, 1_500)));
        tagstream.uploads.upload("outside", Path.of("/etc/passwd").toUri());
        tagstream.uploads.upload(GOOD.get(3), pictures.get(3).toUri());
        tagstream.uploads.flush();
    }

    private static void everybodyElseIsTagged(LocalTagstream tagstream) {
        assertThat(tagstream.query("select photo_id from photos where status = 'catalogued' order by photo_id"))
                .extracting(List::getFirst)
                .isEqualTo(GOOD);
        assertThat(tagstream.events.stream()
                        .filter(OutcomeTopics.Event::isTagged)
                        .map(event -> event.key().orElseThrow()))
                .containsExactlyInAnyOrderElementsOf(GOOD);
    }

    private static void eachBadOneIsAnnounced(LocalTagstream tagstream) {
        Map<String, String> codes = tagstream.events.stream()
                .filter(OutcomeTopics.Event::isRejected)
                .map(event -> event.data().orElseThrow())
                .collect(Collectors.toMap(
                        data -> data.path("code").asText(),
                        data -> data.path("photoId").asText(""),
                        (one, other) -> one + "+" + other,
                        TreeMap::new));
        assertThat(codes)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "IMAGE_CORRUPT", "truncated",
                        "SOURCE_NOT_FOUND", "missing",
                        "IMAGE_FORMAT_UNSUPPORTED", "text",
                        "EVENT_UNPARSABLE", "",
                        "EVENT_WITHOUT_PHOTO_ID", "",
                        "IMAGE_TOO_MANY_PIXELS", "huge",
                        "SOURCE_OUTSIDE_ROOTS", "outside"));
        assertThat(tagstream.events.stream()
                        .filter(OutcomeTopics.Event::isRejected)
                        .map(event -> event.data().orElseThrow())
                        .filter(data -> data.path("code").asText().equals("EVENT_UNPARSABLE")))
                .singleElement()
                .satisfies(data -> {
                    assertThat(data.at("/event/topic").asText()).isEqualTo("photos.uploaded");
                    assertThat(data.at("/event/value").binaryValue()).asString().isEqualTo("{\"photoId\": ");
                });
    }

    private static void eachBadOneIsStored(LocalTagstream tagstream) {
        assertThat(tagstream.query("select photo_id, code from rejected_photos order by photo_id"))
                .containsExactly(
                        List.of("huge", "IMAGE_TOO_MANY_PIXELS"),
                        List.of("missing", "SOURCE_NOT_FOUND"),
                        List.of("outside", "SOURCE_OUTSIDE_ROOTS"),
                        List.of("text", "IMAGE_FORMAT_UNSUPPORTED"),
                        List.of("truncated", "IMAGE_CORRUPT"));
        assertThat(tagstream.query("""
                        select code, convert_from(event_key, 'UTF8') from rejections where photo_id is null order by code
                        """))
                .containsExactly(
                        List.of("EVENT_UNPARSABLE", "unparsable"), List.of("EVENT_WITHOUT_PHOTO_ID", "nameless"));
        assertThat(tagstream.count("select count(*) from rejections")).isEqualTo(7);
    }

    private static URI write(Path file, byte[] bytes) throws IOException {
        return Files.write(file, bytes).toUri();
    }

    /** Many pixels in few bytes. */
    private static byte[] blankPng(int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY), "png", out);
        return out.toByteArray();
    }
}
