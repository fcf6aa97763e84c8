package io.tagstream.app.cli;

import io.tagstream.retag.JobKind;
import io.tagstream.retag.JobProgress;
import io.tagstream.retag.JobState;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How far a job is: a bar where somebody looks on, a line now and then where it is a file or a pipe. */
final class RetagProgress {

    private static final int BAR = 24;
    private static final int STEPS = 10;
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final String CLEAR_REST_OF_LINE = "\033[K";

    private final PrintWriter err;
    private final boolean terminal;
    private final LongSupplier nanos;
    private int job;
    private int step;
    private long lastLine;

    /**
     * Draws on the standard error.
     *
     * @param nanos a clock as {@link System#nanoTime}
     */
    RetagProgress(PrintWriter err, boolean terminal, LongSupplier nanos) {
        this.err = err;
        this.terminal = terminal;
        this.nanos = nanos;
        this.lastLine = nanos.getAsLong();
    }

    /** Called often; a line is printed seldom. */
    void show(JobProgress progress) {
        if (terminal) {
            draw(progress);
            return;
        }
        int now = (int) (STEPS * progress.fraction());
        boolean due = nanos.getAsLong() - lastLine > BETWEEN_LINES.toNanos();
        if (progress.number() != job || now > step || due) {
            line(progress);
            job = progress.number();
            step = now;
        }
    }

    /** The last of a job. */
    void end(JobProgress progress) {
        if (terminal) {
            draw(progress);
            err.println();
            err.flush();
        } else {
            line(progress);
        }
    }

    private void line(JobProgress progress) {
        lastLine = nanos.getAsLong();
        err.printf("%s: %s%n", title(progress), words(progress));
        err.flush();
    }

    private void draw(JobProgress progress) {
        int filled = (int) (BAR * progress.fraction());
        err.printf(
                "\r%-10s [%s%s] %s%s",
                title(progress), "#".repeat(filled), ".".repeat(BAR - filled), words(progress), CLEAR_REST_OF_LINE);
        err.flush();
    }

    private static String title(JobProgress progress) {
        return switch (progress.kind()) {
            case SCORE -> "tagging";
            case ANNOUNCE -> "announcing";
            case EMBED -> "embedding";
            case RETIRE -> "removing";
        };
    }

    /** Such as {@code 41 %, 412,000 of 1,000,000 photos, 41,233 changed, 15,120/s, 38 s left}. */
    static String words(JobProgress progress) {
        StringBuilder words = new StringBuilder(
                String.format(Locale.ROOT, "%d %%, %,d", (int) (100 * progress.fraction()), progress.photosDone()));
        if (progress.photosTotal() > 0) {
            words.append(String.format(Locale.ROOT, " of %,d", progress.photosTotal()));
        }
        words.append(" photos");
        if (progress.kind() == JobKind.SCORE || progress.kind() == JobKind.EMBED) {
            words.append(String.format(Locale.ROOT, ", %,d changed", progress.photosChanged()));
        }
        if (progress.state() != JobState.RUNNING) {
            return words.append(", ")
                    .append(progress.state().name().toLowerCase(Locale.ROOT))
                    .toString();
        }
        progress.photosPerSecond()
                .ifPresent(rate -> words.append(String.format(Locale.ROOT, ", %,d/s", Math.round(rate))));
        if (progress.awaitsCutOver()) {
            return words.append(", waits for its end").toString();
        }
        progress.secondsLeft()
                .ifPresent(seconds -> words.append(", ").append(time(seconds)).append(" left"));
        return words.toString();
    }

    static String time(long seconds) {
        Duration left = Duration.ofSeconds(seconds);
        if (left.toHours() > 0) {
            return String.format(Locale.ROOT, "%d h %02d min", left.toHours(), left.toMinutesPart());
        }
        return left.toMinutes() > 0
                ? String.format(Locale.ROOT, "%d min %02d s", left.toMinutes(), left.toSecondsPart())
                : left.toSeconds() + " s";
    }
}
