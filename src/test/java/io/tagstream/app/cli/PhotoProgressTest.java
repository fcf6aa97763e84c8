package io.tagstream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PhotoProgressTest {

    private final StringWriter written = new StringWriter();
    private long nanos;

    @Test
    void tellsHowFarItIsHowFastAndHowLongItWillTake() {
        PhotoProgress progress = new PhotoProgress(new PrintWriter(written), true, 32_001, () -> nanos);

        nanos += Duration.ofSeconds(30).toNanos(); // until the first, which does not count
        progress.reached(1);
        nanos += Duration.ofSeconds(4).toNanos();
        progress.reached(801);
        progress.reached(802); // too soon to be drawn
        nanos += Duration.ofSeconds(76).toNanos();
        progress.reached(16_001);
        nanos += Duration.ofSeconds(80).toNanos();
        progress.reached(32_001);

        assertThat(written.toString().replace("\033[K", "").split("\r"))
                .containsExactly(
                        "",
                        "[........................] 1 of 32,001 photos",
                        "[........................] 801 of 32,001 photos, 200.0/s, 3 min left",
                        "[############............] 16,001 of 32,001 photos, 200.0/s, 80 s left",
                        "[########################] 32,001 of 32,001 photos, 200.0/s");
    }

    @Test
    void saysNothingWhereNobodyLooks() {
        PhotoProgress progress = new PhotoProgress(new PrintWriter(written), false, 10, () -> nanos);

        progress.reached(10);
        progress.end();

        assertThat(written.toString()).isEmpty();
    }
}
