package io.tagstream.failure;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Repeats work that failed for the outside's fault, with growing pauses, and lets every other failure through. */
public final class Retrier {

    /** Long enough for any wait and short enough not to overflow an Instant. */
    public static final Duration FOREVER = Duration.ofDays(36_500);

    private final Outages outages;
    private final Duration firstPause;
    private final Duration longestPause;

    public Retrier(Outages outages, Duration firstPause, Duration longestPause) {
        this.outages = outages;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
    }

    /**
     * Does the work, again and again if need be.
     *
     * @param patience how long to go on; then the last failure is thrown, whatever its disposition says
     * @throws Failure the first that is not RETRY, or the last one when patience is over
     */
    public <T> T call(Dependency dependency, Duration patience, Supplier<T> work) {
        try {
            T result = work.get();
            outages.worked(dependency);
            return result;
        } catch (Failure first) {
            return repeat(dependency, patience, work, first);
        }
    }

    private <T> T repeat(Dependency dependency, Duration patience, Supplier<T> work, Failure first) {
        Instant end = Instant.now().plus(patience);
        Duration pause = firstPause;
        Failure latest = first;
        while (latest.code().disposition() == Disposition.RETRY && Instant.now().isBefore(end)) {
            Dependency away = latest.code().dependency().orElse(dependency);
            outages.waits(away, latest);
            try {
                sleep(jittered(pause).plus(askedFor(latest, end)));
                pause = longestPause.compareTo(pause.multipliedBy(2)) < 0 ? longestPause : pause.multipliedBy(2);
                T result = work.get();
                outages.worked(away);
                return result;
            } catch (Failure again) {
                latest = again;
            } finally {
                outages.stopsWaiting(away);
            }
        }
        throw latest;
    }

    /** What the other side asks for comes on top, so that those it sent away together come back apart; but patience ends. */
    private static Duration askedFor(Failure failure, Instant end) {
        Duration left = Duration.between(Instant.now(), end);
        return failure.pause().compareTo(left) < 0 ? failure.pause() : left;
    }

    /** Half the pause to all of it, so that callers that failed together do not come back together. */
    private static Duration jittered(Duration pause) {
        long millis = pause.toMillis();
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        }
    }
}
