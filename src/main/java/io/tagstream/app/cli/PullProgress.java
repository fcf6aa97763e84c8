package io.tagstream.app.cli;

import io.tagstream.clip.hub.HubFile;
import io.tagstream.clip.hub.PullLines;
import io.tagstream.clip.hub.PullObserver;
import io.tagstream.clip.hub.TransferSpeed;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A bar for each file of a download, on a terminal. */
final class PullProgress implements PullObserver {

    private static final int BAR = 24;
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
    private static final String CLEAR_REST_OF_LINE = "\033[K";

    private final PrintWriter terminal;
    private final LongSupplier nanos;
    private Optional<TransferSpeed> speed = Optional.empty();
    private long drawn;

    PullProgress(PrintWriter terminal, LongSupplier nanos) {
        this.terminal = terminal;
        this.nanos = nanos;
    }

    /** A bar where somebody looks at the standard error, lines where it is a file or a pipe. */
    static PullObserver on(PrintWriter err) {
        return Terminal.isStandardError()
                ? new PullProgress(err, System::nanoTime)
                : new PullLines(
                        line -> {
                            err.println(line);
                            err.flush();
                        },
                        System::nanoTime);
    }

    @Override
    public void note(String sentence) {
        terminal.print("\r" + CLEAR_REST_OF_LINE + sentence + System.lineSeparator());
        terminal.flush();
    }

    @Override
    public void begins(HubFile file, long present) {
        speed = Optional.of(new TransferSpeed(file, present, nanos.getAsLong()));
        draw(file, present);
    }

    @Override
    public void reached(HubFile file, long done) {
        if (nanos.getAsLong() - drawn >= REDRAW_NANOS) {
            draw(file, done);
        }
    }

    @Override
    public void ends(HubFile file) {
        draw(file, file.size());
        terminal.println();
        terminal.flush();
    }

    private void draw(HubFile file, long done) {
        drawn = nanos.getAsLong();
        int filled = file.size() == 0 ? BAR : (int) (BAR * done / file.size());
        String words = speed.map(transfer -> transfer.at(done, drawn)).orElse("");
        terminal.printf(
                "\r%-24s [%s%s] %s%s",
                file.path(), "#".repeat(filled), ".".repeat(BAR - filled), words, CLEAR_REST_OF_LINE);
        terminal.flush();
    }
}
