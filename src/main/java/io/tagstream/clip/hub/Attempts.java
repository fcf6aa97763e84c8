package io.tagstream.clip.hub;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;

/** Tries again, with pauses, what failed for somebody else's fault; gives up with the last failure's reason. */
final class Attempts {

    private final String what;
    private final Patience patience;
    private final PullObserver observer;
    private int failed;

    /** @param what is attempted, as the subject of a sentence */
    Attempts(String what, Patience patience, PullObserver observer) {
        this.what = what;
        this.patience = patience;
        this.observer = observer;
    }

    /** One try; an {@link IOException} of it may pass, anything else will not. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws IOException;
    }

    <T> T call(Attempt<T> attempt) {
        while (true) {
            try {
                return attempt.run();
            } catch (IOException e) {
                pauseAfter(e);
            }
        }
    }

    /** Something came of it: the count starts anew. */
    void progressed() {
        failed = 0;
    }

    /**
     * Waits before the next try.
     *
     * @throws UnreachableException where there should be none
     */
    void pauseAfter(IOException failure) {
        failed++;
        if (failed >= patience.attempts() || isHopeless(failure)) {
            throw new UnreachableException(
                    "%s: %s%s".formatted(what, reason(failure), failed > 1 ? " (%d attempts)".formatted(failed) : ""),
                    failure);
        }
        Duration pause = pause(failure);
        observer.note("%s: %s; trying again in %.0f s".formatted(what, reason(failure), pause.toMillis() / 1000.0));
        sleep(pause);
    }

    private Duration pause(IOException failure) {
        if (!(failure instanceof BusyException busy) || busy.retryAfter().isEmpty()) {
            return patience.pause(failed);
        }
        Duration asked = busy.retryAfter().get();
        if (asked.compareTo(patience.longestPause()) > 0) {
            throw new UnreachableException(
                    "%s: %s, and asks to wait for %d s; try again then"
                            .formatted(what, reason(failure), asked.toSeconds()),
                    failure);
        }
        return asked;
    }

    /** A wrong name, a certificate that nobody vouches for and a full disk stay so. */
    private static boolean isHopeless(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException
                    || cause instanceof UnresolvedAddressException
                    || cause instanceof SSLHandshakeException
                    || cause instanceof FileSystemException) {
                return true;
            }
        }
        return false;
    }

    private static String reason(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return "its host is not known here";
            }
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static HubException interrupted(Exception e) {
        Thread.currentThread().interrupt();
        return new HubException("interrupted; what has arrived is kept, and the next download goes on from there", e);
    }
}
