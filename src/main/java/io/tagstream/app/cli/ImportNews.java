package io.tagstream.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;

/** Says that a model is being imported, once that takes long enough to be wondered about, and how long it has been at it. */
final class ImportNews implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private final Thread thread;

    private ImportNews(Thread thread) {
        this.thread = thread;
    }

    static ImportNews to(PrintWriter err, Path snapshot) {
        return new ImportNews(Thread.ofVirtual().start(() -> tell(err, snapshot)));
    }

    private static void tell(PrintWriter err, Path snapshot) {
        try {
            long start = System.nanoTime();
            Thread.sleep(PATIENCE);
            err.println("reading " + snapshot + ", and importing it if it is new");
            err.flush();
            while (true) {
                Thread.sleep(BETWEEN);
                err.printf(
                        "  %d s%n", Duration.ofNanos(System.nanoTime() - start).toSeconds());
                err.flush();
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
