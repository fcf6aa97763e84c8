package io.tagstream.local;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/** Tells what is going on: steps as lines, and a bar where there is a terminal to draw it. */
final class Progress {

    private static final int BAR = 30;

    private final PrintWriter out;
    private final Instant start;

    @SuppressWarnings("SystemConsoleNull") // JDK 25 gives null again where there is no terminal
    private final boolean terminal =
            System.console() != null && System.console().isTerminal();

    private int shown = -1;

    Progress(PrintWriter out, Instant start) {
        this.out = out;
        this.start = start;
    }

    void step(String what) {
        out.printf("%5.1f s  %s%n", Duration.between(start, Instant.now()).toMillis() / 1000.0, what);
        out.flush();
    }

    void count(int done, int all) {
        if (done == shown) {
            return;
        }
        shown = done;
        if (terminal) {
            int filled = BAR * done / all;
            out.printf("\r         [%s%s] %d of %d", "#".repeat(filled), ".".repeat(BAR - filled), done, all);
            out.flush();
        } else {
            step(done + " of " + all);
        }
    }

    void end() {
        if (terminal) {
            out.println();
        }
    }
}
