package io.tagstream.app.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How far a command is with its photos, where somebody looks on: {@code [####....] 812 of 1,600 photos, 23.1/s, 34 s left}. */
final class PhotoProgress {

    private static final int BAR = 24;
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
    private static final String CLEAR_REST_OF_LINE = "\033[K";

    private final PrintWriter terminal;
    private final boolean seen;
    private final int all;
    private final LongSupplier nanos;
    private final long start;
    private long drawn;

    PhotoProgress(PrintWriter terminal, boolean seen, int all, LongSupplier nanos) {
        this.terminal = terminal;
        this.seen = seen;
        this.all = all;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.drawn = start - REDRAW_NANOS;
    }

    static PhotoProgress on(PrintWriter err, int all) {
        return new PhotoProgress(err, Terminal.isStandardError(), all, System::nanoTime);
    }

    void reached(int done) {
        long now = nanos.getAsLong();
        if (seen && (done == all || now - drawn >= REDRAW_NANOS)) {
            drawn = now;
            int filled = BAR * done / Math.max(1, all);
            terminal.printf(
                    "\r[%s%s] %s%s",
                    "#".repeat(filled), ".".repeat(BAR - filled), words(done, now), CLEAR_REST_OF_LINE);
            terminal.flush();
        }
    }

    private String words(int done, long now) {
        String amount = String.format(Locale.ROOT, "%,d of %,d photos", done, all);
        double seconds = (now - start) / 1e9;
        if (done == 0 || seconds < 1) {
            return amount; // the first photos say little about the last ones
        }
        double perSecond = done / seconds;
        String rate = String.format(Locale.ROOT, "%s, %.1f/s", amount, perSecond);
        return done == all ? rate : "%s, %d s left".formatted(rate, Math.round((all - done) / perSecond));
    }

    /** Takes the bar away: what matters comes after it. */
    void end() {
        if (seen) {
            terminal.print("\r" + CLEAR_REST_OF_LINE);
            terminal.flush();
        }
    }
}
