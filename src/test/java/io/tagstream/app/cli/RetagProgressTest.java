package io.tagstream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.retag.JobKind;
import io.tagstream.retag.JobProgress;
import io.tagstream.retag.JobState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RetagProgressTest {

    private final StringWriter text = new StringWriter();
    private long nanos;

    @Test
    void drawsABarOnATerminal() {
        new RetagProgress(new PrintWriter(text), true, () -> nanos).show(job(41, JobState.RUNNING));

        assertThat(text.toString())
                .startsWith("\rtagging    [#########...............] ")
                .contains("41 %, 410,000 of 1,000,000 photos, 41,000 changed, 15,120/s, 2 min 38 s left")
                .doesNotContain("\n");
    }

    @Test
    void printsLinesNowAndThenElsewhere() {
        RetagProgress progress = new RetagProgress(new PrintWriter(text), false, () -> nanos);
        for (int percent = 0; percent < 30; percent++) {
            progress.show(job(percent, JobState.RUNNING));
        }
        assertThat(text.toString().lines()).hasSize(3);

        nanos = Duration.ofSeconds(11).toNanos();
        progress.show(job(29, JobState.RUNNING));
        progress.end(job(100, JobState.DONE));

        assertThat(text.toString().lines())
                .hasSize(5)
                .last()
                .isEqualTo("tagging: 100 %, 1,000,000 of 1,000,000 photos, 100,000 changed, done");
    }

    private static JobProgress job(int percent, JobState state) {
        boolean running = state == JobState.RUNNING;
        return new JobProgress(
                7,
                JobKind.SCORE,
                state,
                "r".repeat(64),
                "photos",
                "v".repeat(64),
                true,
                OptionalDouble.empty(),
                1_000_000,
                10_000L * percent,
                1_000L * percent,
                200,
                2L * percent,
                running ? OptionalDouble.of(15_120.4) : OptionalDouble.empty(),
                running ? OptionalLong.of(158) : OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty());
    }
}
