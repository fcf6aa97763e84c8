package io.tagstream.app.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How far a command is with its photos, where somebody looks on: {@code [####....] 812 of 1,600 photos, 23.1/s, 34 s left}. */
final class PhotoProgress {

    private static final int BAR = 24;
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
    private static final double MINUTES_FROM = 100;
    private static final String CLEAR_REST_OF_LINE = "\033[K";

    private final PrintWriter terminal;
    private final boolean seen;
    private final int all;
    private final LongSupplier nanos;
    private Optional<Reached> first = Optional.empty();
    private long drawn;

    private record Reached(int done, long nanos) {}

    PhotoProgress(PrintWriter terminal, boolean seen, int all, LongSupplier nanos) {
        this.terminal = terminal;
        this.seen = seen;
        this.all = all;
        this.nanos = nanos;
        this.drawn = nanos.getAsLong() - REDRAW_NANOS;
    }

    static PhotoProgress on(PrintWriter err, int all) {
        return new PhotoProgress(err, Terminal.isStandardError(), all, System::nanoTime);
    }

    void reached(int done) {
        Reached now = new Reached(done, nanos.getAsLong());
        if (first.isEmpty()) {
            first = Optional.of(now);
        }
        if (seen && (done == all || now.nanos() - drawn >= REDRAW_NANOS)) {
            drawn = now.nanos();
            int filled = BAR * done / Math.max(1, all);
            terminal.printf(
                    "\r[%s%s] %s%s", "#".repeat(filled), ".".repeat(BAR - filled), words(now), CLEAR_REST_OF_LINE);
            terminal.flush();
        }
    }

    /** The first photo waits for what is loaded and compiled once, and says nothing of the others' speed. */
    private String words(Reached now) {
        String amount = String.format(Locale.ROOT, "%,d of %,d photos", now.done(), all);
        Reached start = first.orElse(now);
        double seconds = (now.nanos() - start.nanos()) / 1e9;
        if (now.done() == start.done() || seconds < 1) {
            return amount;
        }
        double perSecond = (now.done() - start.done()) / seconds;
        String rate = String.format(Locale.ROOT, "%s, %.1f/s", amount, perSecond);
        return now.done() == all ? rate : "%s, %s left".formatted(rate, time((all - now.done()) / perSecond));
    }

    private static String time(double seconds) {
        return seconds < MINUTES_FROM
                ? "%d s".formatted(Math.round(seconds))
                : "%d min".formatted(Math.round(seconds / 60));
    }

    /** Takes the bar away: what matters comes after it. */
    void end() {
        if (seen) {
            terminal.print("\r" + CLEAR_REST_OF_LINE);
            terminal.flush();
        }
    }
}
