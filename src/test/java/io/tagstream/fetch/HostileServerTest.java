package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_REFUSED;
import static io.tagstream.failure.FailureCode.SOURCE_TIMEOUT;
import static io.tagstream.failure.FailureCode.SOURCE_TOO_LARGE;
import static io.tagstream.failure.FailureCode.SOURCE_UNAVAILABLE;
import static io.tagstream.fetch.FetchFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagstream.failure.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that may be asked, and answer to hurt. What they take is given back. */
class HostileServerTest {

    private static final FetchLimits LIMITS = new FetchLimits(1 << 20, Duration.ofSeconds(5), Duration.ofMillis(2_500));
    private static final long BUDGET = 16L << 20;

    private final FetchCapacity capacity = new FetchCapacity(4, BUDGET);
    private PhotoServer server;
    private HttpFetcher fetcher;

    @BeforeEach
    void start() throws IOException {
        server = new PhotoServer();
        fetcher = new HttpFetcher(LIMITS, capacity, AddressRules.allowing(List.of("localhost")));
    }

    @AfterEach
    void nothingStaysReserved() {
        fetcher.close();
        server.close();
        assertThat(capacity.freeBytes()).isEqualTo(BUDGET);
    }

    /** 64 MiB of zeros in 64 KiB: within the limit as it comes, far beyond it unpacked. */
    @Test
    void aGzipBombIsNotUnpacked() throws IOException {
        byte[] bomb = bomb();
        assertThat(bomb.length).isLessThan(LIMITS.maxBytes());
        server.handle("/bomb.jpg", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, bomb.length);
            exchange.getResponseBody().write(bomb);
            exchange.close();
        });

        assertFails(() -> fetcher.fetch(server.uri("/bomb.jpg")), SOURCE_REFUSED);
    }

    @Test
    void aBombThatDoesNotSayWhatItIsStaysPacked() throws IOException {
        byte[] bomb = bomb();
        server.answer("/bomb.jpg", 200, bomb);

        try (PhotoContent content = fetcher.fetch(server.uri("/bomb.jpg"))) {
            assertThat(content.bytes()).isEqualTo(bomb);
        }
    }

    @Test
    void aLengthBeyondTheLimitIsRefusedBeforeTheBody() throws IOException {
        try (RawServer liar = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 4000000000000\r\n\r\n")) {
            assertThat(assertFails(() -> fetcher.fetch(liar.uri("/a.jpg")), SOURCE_TOO_LARGE))
                    .contains("4,000,000,000,000");
        }
    }

    @Test
    void aBodyThatIsLongerThanItsLengthIsCutAtTheLength() throws IOException {
        try (RawServer liar = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef")) {
            try (PhotoContent content = fetcher.fetch(liar.uri("/a.jpg"))) {
                assertThat(content.bytes()).asString().isEqualTo("abc");
            }
        }
    }

    @Test
    void headersWithoutEndAreCutOff() throws IOException {
        try (RawServer endless = new RawServer("HTTP/1.1 200 OK\r\n" + "X-More: headers\r\n".repeat(10_000))) {
            assertFails(() -> fetcher.fetch(endless.uri("/a.jpg")), SOURCE_UNAVAILABLE);
        }
        try (RawServer wide = new RawServer("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(1_000_000))) {
            assertFails(() -> fetcher.fetch(wide.uri("/a.jpg")), SOURCE_UNAVAILABLE);
        }
    }

    @Test
    void oneByteAtATimeHoldsItsMemoryNoLongerThanTheDeadline() {
        server.handle("/slow.jpg", exchange -> {
            exchange.sendResponseHeaders(200, 1 << 20);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < 1 << 20; i++) {
                    body.write(0);
                    body.flush();
                    Thread.sleep(100);
                }
            } catch (InterruptedException _) {
                // the test is over
            }
        });

        assertFails(() -> fetcher.fetch(server.uri("/slow.jpg")), SOURCE_TIMEOUT);
    }

    @Test
    void aRedirectWithAnEndlessBodyIsFollowedWithoutReadingIt() {
        server.answer("/photo.jpg", 200, new byte[] {1});
        server.handle("/away", exchange -> {
            exchange.getResponseHeaders().set("Location", "/photo.jpg");
            exchange.sendResponseHeaders(302, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(new byte[4_096]);
                }
            }
        });

        try (PhotoContent content = fetcher.fetch(server.uri("/away"))) {
            assertThat(content.bytes()).containsExactly(1);
        }
    }

    @Test
    void howLongAServerAsksToBeLeftAloneIsPassedOn() {
        server.handle("/busy.jpg", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        });

        Failure failure = catchThrowableOfType(Failure.class, () -> fetcher.fetch(server.uri("/busy.jpg")));

        assertThat(failure.code()).isEqualTo(SOURCE_UNAVAILABLE);
        assertThat(failure.pause()).isEqualTo(Duration.ofSeconds(7));
        assertThat(server.requests()).as("nothing is tried twice here").isEqualTo(1);
    }

    @Test
    void photosOfOneHostComeOverOneConnectionAfterTheOther() {
        server.answer("/photo.jpg", 200, new byte[] {1});
        server.redirect("/away", 302, "/photo.jpg");

        for (int i = 0; i < 5; i++) {
            fetcher.fetch(server.uri("/away")).close();
        }

        assertThat(server.connections()).isEqualTo(1);
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < 64; i++) {
                packed.write(new byte[1 << 20]);
            }
        }
        return bytes.toByteArray();
    }
}
