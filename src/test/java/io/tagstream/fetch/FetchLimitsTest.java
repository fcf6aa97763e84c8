package io.tagstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FetchLimitsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void defaultsAreThoseThatTheDocumentationGives() {
        assertThat(FetchLimits.DEFAULTS)
                .isEqualTo(new FetchLimits(67_108_864, Duration.ofSeconds(5), Duration.ofSeconds(30)));
    }

    @Test
    void refusesLimitsThatLimitNothingOrEverything() {
        assertThatThrownBy(() -> new FetchLimits(0, SECOND, SECOND)).hasMessageContaining("maxBytes 0");
        assertThatThrownBy(() -> new FetchLimits(Integer.MAX_VALUE, SECOND, SECOND))
                .hasMessageContaining("maxBytes 2147483647");
        assertThatThrownBy(() -> new FetchLimits(1, Duration.ZERO, SECOND)).hasMessageContaining("connectTimeout");
        assertThatThrownBy(() -> new FetchLimits(1, SECOND, SECOND.negated())).hasMessageContaining("deadline");
    }
}
