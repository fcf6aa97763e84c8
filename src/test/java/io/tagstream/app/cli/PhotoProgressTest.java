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
        PhotoProgress progress = new PhotoProgress(new PrintWriter(written), true, 1_600, () -> nanos);

        progress.reached(0);
        nanos += Duration.ofSeconds(4).toNanos();
        progress.reached(800);
        progress.reached(801); // too soon to be drawn
        nanos += Duration.ofSeconds(4).toNanos();
        progress.reached(1_600);

        assertThat(written.toString().replace("\033[K", "").split("\r"))
                .containsExactly(
                        "",
                        "[........................] 0 of 1,600 photos",
                        "[############............] 800 of 1,600 photos, 200.0/s, 4 s left",
                        "[########################] 1,600 of 1,600 photos, 200.0/s");
    }

    @Test
    void saysNothingWhereNobodyLooks() {
        PhotoProgress progress = new PhotoProgress(new PrintWriter(written), false, 10, () -> nanos);

        progress.reached(10);
        progress.end();

        assertThat(written.toString()).isEmpty();
    }
}
