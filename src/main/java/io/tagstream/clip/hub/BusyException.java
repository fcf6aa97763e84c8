package io.tagstream.clip.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** An answer that may be another one later: the hub is overloaded, restarts, or has had enough of us for now. */
final class BusyException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Optional<Duration> retryAfter;

    /** @param retryAfter what the hub asks to wait for */
    BusyException(String message, Optional<Duration> retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
