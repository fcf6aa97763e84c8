package io.tagstream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.clip.hub.HubFile;
import io.tagstream.clip.hub.PullLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PullProgressTest {

    private static final HubFile FILE = new HubFile("model.safetensors", 1_000_000_000, "a".repeat(64));
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong clock = new AtomicLong();

    @Test
    void aTerminalGetsABarWithSpeedAndTimeLeft() {
        StringWriter terminal = new StringWriter();
        PullProgress progress = new PullProgress(new PrintWriter(terminal), clock::get);

        progress.begins(FILE, 500_000_000);
        clock.set(5 * SECOND);
        progress.reached(FILE, 750_000_000);
        progress.ends(FILE);

        assertThat(terminal.toString().split("\r"))
                .contains(
                        "model.safetensors        [############............] 500.0 MB of 1.00 GB\033[K",
                        "model.safetensors        [##################......] 750.0 MB of 1.00 GB, 50.0 MB/s, 5 s left\033[K");
        assertThat(terminal.toString())
                .endsWith("[########################] 1.00 GB of 1.00 GB, 100.0 MB/s\033[K" + System.lineSeparator());
    }

    @Test
    void aLogGetsALineForEachTenthAndAtLeastEveryTenSeconds() {
        List<String> lines = new ArrayList<>();
        PullLines progress = new PullLines(lines::add, clock::get);

        progress.begins(FILE, 0);
        for (int second = 1; second <= 10; second++) {
            clock.set(2L * second * SECOND);
            progress.reached(FILE, second * 50_000_000L);
        }
        clock.set(31 * SECOND);
        progress.reached(FILE, 500_000_001);
        progress.ends(FILE);

        assertThat(lines)
                .containsExactly(
                        "model.safetensors: 100.0 MB of 1.00 GB, 25.0 MB/s, 36 s left",
                        "model.safetensors: 200.0 MB of 1.00 GB, 25.0 MB/s, 32 s left",
                        "model.safetensors: 300.0 MB of 1.00 GB, 25.0 MB/s, 28 s left",
                        "model.safetensors: 400.0 MB of 1.00 GB, 25.0 MB/s, 24 s left",
                        "model.safetensors: 500.0 MB of 1.00 GB, 25.0 MB/s, 20 s left",
                        "model.safetensors: 500.0 MB of 1.00 GB, 16.1 MB/s, 31 s left",
                        "model.safetensors: 1.00 GB, as the hub has it");
    }

    @Test
    void aLogIsNotFloodedByAFastDownload() {
        List<String> lines = new ArrayList<>();
        PullLines progress = new PullLines(lines::add, clock::get);

        progress.begins(FILE, 0);
        for (int percent = 1; percent <= 100; percent++) {
            clock.addAndGet(SECOND / 100);
            progress.reached(FILE, percent * 10_000_000L);
        }
        progress.ends(FILE);

        assertThat(lines).containsExactly("model.safetensors: 1.00 GB, as the hub has it");
    }
}
