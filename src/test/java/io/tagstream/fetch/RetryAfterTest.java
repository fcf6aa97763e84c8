package io.tagstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-05-04T12:30:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | 120",
                "0 | 0",
                "999999999 | 86400",
                "Mon, 04 May 2026 12:30:45 GMT | 45",
                "Mon, 04 May 2026 12:29:00 GMT | 0",
                "Tue, 04 May 2027 12:30:00 GMT | 86400",
                "-5 | 0",
                "soon | 0",
                "99999999999999999999 | 0",
                "'' | 0"
            })
    void secondsOrADate(String header, long seconds) {
        assertThat(RetryAfter.pause(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
