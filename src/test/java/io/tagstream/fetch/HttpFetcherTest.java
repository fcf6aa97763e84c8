package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_EMPTY;
import static io.tagstream.failure.FailureCode.SOURCE_REFUSED;
import static io.tagstream.failure.FailureCode.SOURCE_TOO_LARGE;
import static io.tagstream.fetch.FetchFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.photo.ContentHash;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpFetcherTest {

    private static final FetchLimits LIMITS = new FetchLimits(1_000, Duration.ofSeconds(2), Duration.ofMillis(1_500));
    private static final byte[] PHOTO = {1, 2, 3};

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
    void bringsTheBytesAndTheirHash() {
        server.answer("/a.jpg", 200, PHOTO);

        PhotoContent content = fetcher.fetch(server.uri("/a.jpg"));

        assertThat(content.bytes()).isEqualTo(PHOTO);
        assertThat(content.hash()).isEqualTo(ContentHash.of(PHOTO));
    }

    @ParameterizedTest
    @CsvSource({
        "404, SOURCE_NOT_FOUND",
        "410, SOURCE_NOT_FOUND",
        "401, SOURCE_FORBIDDEN",
        "403, SOURCE_FORBIDDEN",
        "400, SOURCE_REFUSED",
        "451, SOURCE_REFUSED",
        "206, SOURCE_REFUSED",
        "304, SOURCE_REFUSED",
        "408, SOURCE_UNAVAILABLE",
        "425, SOURCE_UNAVAILABLE",
        "429, SOURCE_UNAVAILABLE",
        "500, SOURCE_UNAVAILABLE",
        "503, SOURCE_UNAVAILABLE"
    })
    void theStatusSaysWhoseFaultItIs(int status, FailureCode code) {
        server.answer("/a.jpg", status, new byte[0]);

        assertThat(assertFails(() -> fetcher.fetch(server.uri("/a.jpg")), code)).contains("/a.jpg", "" + status);
    }

    @Test
    void anEmptyBodyIsNoPhoto() {
        server.answer("/a.jpg", 200, new byte[0]);
        server.answer("/b.jpg", 204, new byte[0]);

        assertFails(() -> fetcher.fetch(server.uri("/a.jpg")), SOURCE_EMPTY);
        assertFails(() -> fetcher.fetch(server.uri("/b.jpg")), SOURCE_EMPTY);
    }

    @Test
    void readsUpToTheLimitAndNotBeyond() {
        server.answer("/limit.jpg", 200, new byte[1_000]);
        server.answer("/large.jpg", 200, new byte[1_001]);

        assertThat(fetcher.fetch(server.uri("/limit.jpg")).bytes()).hasSize(1_000);
        assertThat(assertFails(() -> fetcher.fetch(server.uri("/large.jpg")), SOURCE_TOO_LARGE))
                .contains("1,001", "1,000");
    }

    @Test
    void followsFiveRedirectsAndNoSixth() {
        server.answer("/0", 200, PHOTO);
        for (int i = 1; i <= 6; i++) {
            server.redirect(
                    "/" + i, i % 2 == 0 ? 302 : 308, i % 2 == 0 ? "/" + (i - 1) : "" + server.uri("/" + (i - 1)));
        }

        assertThat(fetcher.fetch(server.uri("/5")).bytes()).isEqualTo(PHOTO);
        assertThat(assertFails(() -> fetcher.fetch(server.uri("/6")), SOURCE_REFUSED))
                .contains("more than 5");
    }

    @Test
    void aRedirectToNowhereIsRefused() {
        server.answer("/a.jpg", 302, PHOTO);
        server.redirect("/b.jpg", 301, "file:///etc/passwd");

        assertFails(() -> fetcher.fetch(server.uri("/a.jpg")), SOURCE_REFUSED);
        assertFails(() -> fetcher.fetch(server.uri("/b.jpg")), SOURCE_REFUSED);
    }

    @Test
    void credentialsInTheAddressAreNeitherSentNorShown() {
        server.answer("/a.jpg", 200, PHOTO);
        URI source = URI.create(server.uri("/a.jpg?key=secret").toString().replace("//", "//anna:secret@"));
        URI missing = URI.create(source.toString().replace("a.jpg", "missing.jpg"));

        fetcher.fetch(source);

        assertThat(server.lastRequest()).doesNotContainKey("Authorization");
        assertThat(server.lastRequest().toString()).doesNotContain("secret");
        assertThat(catchThrowableOfType(Failure.class, () -> fetcher.fetch(missing))
                        .detail())
                .contains("/missing.jpg")
                .doesNotContain("anna", "secret");
    }

    @Test
    void asksForNoEncodingAndRefusesOne() {
        server.answer("/a.jpg", 200, PHOTO);
        server.handle("/packed.jpg", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, PHOTO.length);
            exchange.getResponseBody().write(PHOTO);
            exchange.close();
        });

        fetcher.fetch(server.uri("/a.jpg"));

        assertThat(server.lastRequest().getFirst("Accept-Encoding")).isEqualTo("identity");
        assertFails(() -> fetcher.fetch(server.uri("/packed.jpg")), SOURCE_REFUSED);
    }
}
