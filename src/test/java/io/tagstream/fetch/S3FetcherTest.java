package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_REFUSED;
import static io.tagstream.failure.FailureCode.SOURCE_TIMEOUT;
import static io.tagstream.failure.FailureCode.SOURCE_TOO_LARGE;
import static io.tagstream.failure.FailureCode.SOURCE_UNAVAILABLE;
import static io.tagstream.fetch.FetchFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.photo.ContentHash;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What S3 answers now and then, said by a server on loopback; S3IT asks a real one for photos. */
class S3FetcherTest {

    private static final FetchLimits LIMITS = new FetchLimits(100_000, Duration.ofSeconds(2), Duration.ofSeconds(3));
    private static final byte[] PHOTO = {1, 2, 3};

    private PhotoServer server;
    private S3Fetcher fetcher;

    @BeforeEach
    void start() throws IOException {
        server = new PhotoServer();
        fetcher = fetcher(server.uri("/"));
    }

    @AfterEach
    void stop() {
        fetcher.close();
        server.close();
    }

    @Test
    void bringsTheBytesAndTheirHashOverOneConnection() {
        server.answer("/photos/a.jpg", 200, PHOTO);

        for (int i = 0; i < 5; i++) {
            try (PhotoContent content = fetcher.fetch(URI.create("s3://photos/a.jpg"))) {
                assertThat(content.bytes()).isEqualTo(PHOTO);
                assertThat(content.hash()).isEqualTo(ContentHash.of(PHOTO));
            }
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void signsItsRequests() {
        server.answer("/photos/a.jpg", 200, PHOTO);

        fetcher.fetch(URI.create("s3://photos/a.jpg"));

        assertThat(server.lastRequest().getFirst("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=access/")
                .contains("/us-east-1/s3/");
    }

    @Test
    void asksForTheVersionThatTheAddressNames() {
        server.answer("/photos/a.jpg", 200, PHOTO);

        fetcher.fetch(URI.create("s3://photos/a.jpg?versionId=x%2Fy+z"));

        assertThat(server.lastQuery()).isEqualTo("versionId=x%2Fy%2Bz");
    }

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchKey, SOURCE_NOT_FOUND",
        "404, NoSuchBucket, SOURCE_NOT_FOUND",
        "404, NoSuchVersion, SOURCE_NOT_FOUND",
        "405, MethodNotAllowed, SOURCE_NOT_FOUND",
        "403, AccessDenied, SOURCE_FORBIDDEN",
        "403, InvalidObjectState, SOURCE_FORBIDDEN",
        "400, InvalidBucketName, SOURCE_REFUSED",
        "400, AuthorizationHeaderMalformed, SOURCE_REFUSED",
        "301, PermanentRedirect, SOURCE_REFUSED",
        "403, InvalidAccessKeyId, SOURCE_UNAVAILABLE",
        "403, SignatureDoesNotMatch, SOURCE_UNAVAILABLE",
        "403, RequestTimeTooSkewed, SOURCE_UNAVAILABLE",
        "400, ExpiredToken, SOURCE_UNAVAILABLE",
        "400, RequestTimeout, SOURCE_UNAVAILABLE",
        "429, TooManyRequests, SOURCE_UNAVAILABLE",
        "500, InternalError, SOURCE_UNAVAILABLE",
        "503, SlowDown, SOURCE_UNAVAILABLE"
    })
    void theErrorSaysWhoseFaultItIs(int status, String error, FailureCode code) {
        fails("/photos/a.jpg", status, error);

        assertThat(assertFails(() -> fetcher.fetch(URI.create("s3://photos/a.jpg?versionId=1")), code))
                .contains("s3://photos/a.jpg", error, "" + status)
                .doesNotContain("versionId");
        assertThat(server.requests()).as("nothing is tried twice here").isEqualTo(1);
    }

    @Test
    void passesOnHowLongToWait() {
        server.handle("/photos/a.jpg", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });

        Failure failure = catchThrowableOfType(Failure.class, () -> fetcher.fetch(URI.create("s3://photos/a.jpg")));

        assertThat(failure.pause()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void refusesWhatIsTooLargeOrCompressed() {
        server.answer("/photos/large.jpg", 200, new byte[100_001]);
        encoded("/photos/packed.jpg", "gzip");
        encoded("/photos/chunked.jpg", "aws-chunked");

        assertFails(() -> fetcher.fetch(URI.create("s3://photos/large.jpg")), SOURCE_TOO_LARGE);
        assertFails(() -> fetcher.fetch(URI.create("s3://photos/packed.jpg")), SOURCE_REFUSED);
        assertThat(fetcher.fetch(URI.create("s3://photos/chunked.jpg")).bytes()).isEqualTo(PHOTO);
    }

    @Test
    void aBodyThatBreaksOffGoesOnIfTheObjectIsTheSame() throws IOException {
        byte[] photo = new byte[60_000];
        photo[59_999] = 9;
        try (BreakingServer breaking = new BreakingServer(photo);
                S3Fetcher resuming = fetcher(breaking.endpoint())) {
            breaking.breaksAfter(30_000, 10_000);

            assertThat(resuming.fetch(URI.create("s3://photos/a.jpg")).bytes()).isEqualTo(photo);
            assertThat(breaking.asked().getLast())
                    .containsEntry("range", "bytes=40000-")
                    .containsEntry("if-match", "\"one\"");

            breaking.breaksAfter(30_000);
            breaking.changesAfterwards();
            assertFails(() -> resuming.fetch(URI.create("s3://photos/a.jpg")), SOURCE_UNAVAILABLE);
        }
    }

    @Test
    void nobodyListeningIsTriedAgainLaterAndSilenceIsATimeout() throws IOException {
        try (S3Fetcher nowhere = fetcher(URI.create("http://localhost:1"));
                RawServer silent = RawServer.silent();
                S3Fetcher waiting = fetcher(silent.uri(""))) {
            assertFails(() -> nowhere.fetch(URI.create("s3://photos/a.jpg")), SOURCE_UNAVAILABLE);
            assertFails(() -> waiting.fetch(URI.create("s3://photos/a.jpg")), SOURCE_TIMEOUT);
        }
    }

    @Test
    void aConnectionIsGuarded() {
        Optional<String> key = Optional.of("key");
        assertThatThrownBy(() -> connection(Optional.empty(), key, Optional.empty()))
                .hasMessageContaining("secret key");
        assertThatThrownBy(() -> connection(Optional.of(URI.create("minio:9000")), key, key))
                .hasMessageContaining("https://minio.example:9000");
        assertThat(connection(Optional.empty(), key, Optional.of("secret")).toString())
                .doesNotContain("secret");
    }

    private static S3Fetcher fetcher(URI endpoint) {
        S3Connection connection = connection(Optional.of(endpoint), Optional.of("access"), Optional.of("secret"));
        return new S3Fetcher(connection, LIMITS, FetchCapacity.defaults());
    }

    private static S3Connection connection(
            Optional<URI> endpoint, Optional<String> accessKey, Optional<String> secretKey) {
        return new S3Connection(endpoint, Optional.of("us-east-1"), Optional.empty(), accessKey, secretKey);
    }

    private void fails(String path, int status, String error) {
        byte[] body = "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>as planned</Message></Error>"
                .formatted(error)
                .getBytes(StandardCharsets.UTF_8);
        server.handle(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private void encoded(String path, String encoding) {
        server.handle(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", encoding);
            exchange.sendResponseHeaders(200, PHOTO.length);
            exchange.getResponseBody().write(PHOTO);
            exchange.close();
        });
    }
}
