package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_TIMEOUT;
import static io.tagstream.failure.FailureCode.SOURCE_TOO_LARGE;
import static io.tagstream.failure.FailureCode.SOURCE_UNAVAILABLE;
import static io.tagstream.fetch.FetchFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagstream.failure.Disposition;
import io.tagstream.failure.Failure;
import io.tagstream.failure.Interrupted;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are slow, broken, away or want to hurt. */
class HttpTroubleTest {

    private static final FetchLimits LIMITS = new FetchLimits(1_000, Duration.ofSeconds(2), Duration.ofMillis(1_500));

    private PhotoServer server;
    private HttpFetcher fetcher;

    @BeforeEach
    void start() throws IOException {
        server = new PhotoServer();
        fetcher = new HttpFetcher(LIMITS, FetchCapacity.defaults(), AddressRules.allowing(List.of("localhost")));
    }

    @AfterEach
    void stop() {
        fetcher.close();
        server.close();
    }

    @Test
    void aBodyWithoutLengthOrEndIsCutOffAtTheLimit() {
        server.handle("/endless.jpg", exchange -> {
            exchange.sendResponseHeaders(200, 0); // chunked
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(new byte[512]);
                }
            }
        });

        assertFails(() -> fetcher.fetch(server.uri("/endless.jpg")), SOURCE_TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nshort",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nshort",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc",
                "this is no HTTP",
                ""
            })
    void aServerThatBreaksOffOrTalksNonsenseIsTriedAgainLater(String answer) throws IOException {
        try (RawServer raw = new RawServer(answer)) {
            assertFails(() -> fetcher.fetch(raw.uri("/a.jpg")), SOURCE_UNAVAILABLE);
        }
    }

    @Test
    void oneByteAtATimeRunsIntoTheDeadline() {
        server.handle("/slow.jpg", exchange -> {
            exchange.sendResponseHeaders(200, 500);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < 500; i++) {
                    body.write(0);
                    body.flush();
                    pause();
                }
            }
        });

        long start = System.nanoTime();
        assertFails(() -> fetcher.fetch(server.uri("/slow.jpg")), SOURCE_TIMEOUT);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void aServerThatNeverAnswersRunsIntoTheDeadline() throws IOException {
        try (RawServer silent = RawServer.silent()) {
            assertFails(() -> fetcher.fetch(silent.uri("/a.jpg")), SOURCE_TIMEOUT);
        }
    }

    @Test
    void nobodyListeningIsTriedAgainLater() throws IOException {
        URI closed;
        try (RawServer raw = new RawServer("")) {
            closed = raw.uri("/a.jpg");
        }

        assertFails(() -> fetcher.fetch(closed), SOURCE_UNAVAILABLE);
    }

    @Test
    void anUnknownHostIsTriedAgainLater() {
        Failure failure = catchThrowableOfType(
                Failure.class, () -> fetcher.fetch(URI.create("http://photos.invalid/a.jpg?secret")));

        assertThat(failure.code().disposition()).isEqualTo(Disposition.RETRY);
        assertThat(failure.detail()).contains("http://photos.invalid/a.jpg").doesNotContain("secret");
    }

    @Test
    void anInterruptEndsTheFetchAndIsNoFaultOfThePhoto() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        server.handle("/slow.jpg", _ -> {
            asked.countDown();
            pause();
        });
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual()
                .start(() -> ended.complete(catchThrowable(() -> fetcher.fetch(server.uri("/slow.jpg")))));
        asked.await();

        caller.interrupt();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(Interrupted.class);
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(200);
        } catch (InterruptedException _) {
            throw new InterruptedIOException("the test is over");
        }
    }
}
