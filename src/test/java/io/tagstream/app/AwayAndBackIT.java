package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tagstream.local.OutcomeTopics;
import io.tagstream.local.WorkerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each of a worker's dependencies goes away for 20 seconds and comes back: nothing is rejected, lost or doubled. */
class AwayAndBackIT {

    private static final Duration AWAY = Duration.ofSeconds(20);
    private static final int PHOTOS = 120;

    private static LocalTagstream tagstream;
    private static WorkerProcess worker;
    private static HttpServer photoServer;
    private static volatile boolean overloaded;
    private static int uploaded;

    @BeforeAll
    static void start() throws IOException {
        tagstream = new LocalTagstream().with("mp.messaging.incoming.photos-uploaded.max.poll.records", "10");
        List<Path> pictures = LocalTagstream.pictures(LocalTagstream.HELD_OUT);
        photoServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        photoServer.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        photoServer.createContext("/", exchange -> {
            int number = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
            byte[] body = overloaded ? new byte[0] : Files.readAllBytes(pictures.get(number % pictures.size()));
            exchange.sendResponseHeaders(overloaded ? 503 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        photoServer.start();
        worker = tagstream.startReadyWorker();
    }

    @AfterAll
    static void stop() {
        worker.close();
        photoServer.stop(0);
        tagstream.close();
    }

    @Test
    void postgresql() {
        survives("database", tagstream.services.database()::stop, tagstream.services.database()::restart);
    }

    @Test
    void kafka() {
        survives("kafka", tagstream.services.kafka()::stop, tagstream.services.kafka()::restart);
    }

    @Test
    void photoServer() {
        survives("sources", () -> overloaded = true, () -> overloaded = false);
    }

    private static void survives(String check, Runnable goAway, Runnable comeBack) {
        uploadPhotos(); // in flight while it goes
        goAway.run();
        LocalTagstream.await("readiness falls", Duration.ofSeconds(15), () -> !worker.isReady());
        assertThat(worker.get("/health/ready").orElseThrow().body())
                .containsPattern("\"name\": *\"" + check + "\",\\s*\"status\": *\"DOWN\"");
        assertThat(worker.get("/health/live").orElseThrow().statusCode()).isEqualTo(200);
        LocalTagstream.pause(AWAY.toMillis());
        assertThat(worker.isAlive()).isTrue();
        comeBack.run();

        LocalTagstream.await("readiness returns", Duration.ofSeconds(60), worker::isReady);
        uploadPhotos();
        tagstream.readEventsUntil(
                "all photos are announced", Duration.ofSeconds(90), () -> tagstream.taggedEvents() >= uploaded);
        nothingIsLostOrDoubled();
    }

    private static void uploadPhotos() {
        for (int i = 0; i < PHOTOS; i++, uploaded++) {
            tagstream.uploads.upload(
                    "photo-" + uploaded,
                    URI.create("http://127.0.0.1:" + photoServer.getAddress().getPort() + "/" + uploaded));
        }
        tagstream.uploads.flush();
    }

    private static void nothingIsLostOrDoubled() {
        assertThat(tagstream.count("select count(*) from photos where status = 'catalogued'"))
                .isEqualTo(uploaded);
        assertThat(tagstream.count("select count(*) from rejections")).isZero();
        assertThat(tagstream.events.stream()
                        .filter(OutcomeTopics.Event::isTagged)
                        .collect(Collectors.groupingBy(event -> event.key().orElseThrow(), Collectors.counting()))
                        .values())
                .hasSize(uploaded)
                .containsOnly(1L);
    }
}
