package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_UNAVAILABLE;
import static io.tagstream.fetch.FetchFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.photo.ContentHash;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that hangs up in the middle of a body. */
class ResumedBodyTest {

    private static final FetchLimits LIMITS = new FetchLimits(100_000, Duration.ofSeconds(5), Duration.ofSeconds(10));
    private static final byte[] PHOTO = photo();

    private BreakingServer server;
    private HttpFetcher fetcher;

    @BeforeEach
    void start() throws IOException {
        server = new BreakingServer(PHOTO);
        fetcher = new HttpFetcher(LIMITS, new FetchCapacity(1, 1 << 20), AddressRules.allowing(List.of("localhost")));
    }

    @AfterEach
    void stop() throws IOException {
        fetcher.close();
        server.close();
    }

    @Test
    void goesOnWhereItBrokeOffAndHashesTheWhole() {
        server.breaksAfter(30_000, 20_000, 1);

        PhotoContent content = fetcher.fetch(server.uri());

        assertThat(content.bytes()).isEqualTo(PHOTO);
        assertThat(content.hash()).isEqualTo(ContentHash.of(PHOTO));
        assertThat(server.asked())
                .extracting(request -> request.getOrDefault("range", "all"))
                .containsExactly("all", "bytes=30000-", "bytes=50000-", "bytes=50001-");
        assertThat(server.asked().getLast()).containsEntry("if-range", "\"one\"");
    }

    @Test
    void givesUpAfterTheThirdTime() {
        server.breaksAfter(1, 1, 1, 1, 1);

        assertFails(() -> fetcher.fetch(server.uri()), SOURCE_UNAVAILABLE);

        assertThat(server.asked()).hasSize(4);
    }

    @Test
    void aPhotoThatChangedInBetweenIsNotMixed() {
        server.breaksAfter(30_000);
        server.changesAfterwards();

        assertFails(() -> fetcher.fetch(server.uri()), SOURCE_UNAVAILABLE);
    }

    @Test
    void withoutAStrongTagOrRangesItStartsAgainLater() {
        for (String headers :
                List.of("ETag: W/\"one\"\r\nAccept-Ranges: bytes", "ETag: \"one\"", "Accept-Ranges: bytes")) {
            server.breaksAfter(30_000);
            server.describes(headers);

            assertFails(() -> fetcher.fetch(server.uri()), SOURCE_UNAVAILABLE);

            assertThat(server.asked()).as(headers).hasSize(1);
        }
    }

    private static byte[] photo() {
        byte[] photo = new byte[60_000];
        new Random(1).nextBytes(photo);
        assertThat(Arrays.copyOf(photo, 4)).isNotEqualTo(new byte[4]);
        return photo;
    }
}
