package io.tagstream.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.catalog.Outcome.Rejection;
import io.tagstream.failure.FailureCode;
import org.junit.jupiter.api.Test;

class RejectionTest {

    @Test
    void aSentenceStaysAsItIs() {
        assertThat(detail("»håp.jpg« has no 📷")).isEqualTo("»håp.jpg« has no 📷");
    }

    @Test
    void whatPostgresqlCannotStoreIsReplaced() {
        assertThat(detail("nul\0, half \ud83d, bell \u0007")).isEqualTo("nul\ufffd, half \ufffd, bell \ufffd");
    }

    @Test
    void severalLinesBecomeOne() {
        assertThat(detail("ERROR\n\tat line 1")).isEqualTo("ERROR  at line 1");
    }

    @Test
    void aSentenceHasAnEnd() {
        assertThat(detail("📷".repeat(2_000)).codePoints()).hasSize(1_000);
    }

    private static String detail(String detail) {
        return new Rejection(FailureCode.EVENT_UNPARSABLE, detail).detail();
    }
}
