package io.tagstream.clip.hub;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Closes a body from which nothing has come for a while, so that whoever reads it is not left waiting: an HTTP client's timeout
 * ends with the headers, and a connection that has silently gone would hold a download for ever.
 */
final class StallGuard implements AutoCloseable {

    private final InputStream body;
    private final long limit;
    private final Thread watch;
    private volatile long last = System.nanoTime();
    private volatile boolean stalled;

    StallGuard(InputStream body, Duration limit) {
        this.body = body;
        this.limit = limit.toNanos();
        this.watch = Thread.ofVirtual().name("stall guard").start(this::watch);
    }

    void arrived() {
        last = System.nanoTime();
    }

    boolean stalled() {
        return stalled;
    }

    private void watch() {
        try {
            for (long left = limit; left > 0; left = last + limit - System.nanoTime()) {
                Thread.sleep(Duration.ofNanos(left));
            }
            stalled = true;
            body.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the transfer has ended
        } catch (IOException e) {
            System.getLogger(StallGuard.class.getName()).log(System.Logger.Level.DEBUG, "closing a stalled body", e);
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
