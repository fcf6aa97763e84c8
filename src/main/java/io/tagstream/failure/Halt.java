package io.tagstream.failure;

import static java.lang.System.Logger.Level.ERROR;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The end of a worker that cannot go on: one clear last word, an orderly exit, and, since whatever broke the worker may also break
 * its shutdown, a hard one when that takes too long. Whoever runs it starts it again.
 */
public final class Halt {

    private static final System.Logger LOG = System.getLogger(Halt.class.getName());

    private final Runnable exit;
    private final Runnable kill;
    private final Duration patience;
    private final AtomicBoolean begun = new AtomicBoolean();

    /**
     * Tells how to end.
     *
     * @param exit asks for an orderly exit with a status other than 0, and returns
     * @param kill ends the process at once, whatever still runs
     * @param patience how long the exit may take
     */
    public Halt(Runnable exit, Runnable kill, Duration patience) {
        this.exit = exit;
        this.kill = kill;
        this.patience = patience;
    }

    /** Logs the failure and ends the process; the first call counts, since the others follow from it. */
    public void because(Failure failure) {
        if (begun.compareAndSet(false, true)) {
            LOG.log(ERROR, "{0}: {1}. The worker stops; nothing is lost.", failure.code(), failure.detail());
            end();
        }
    }

    /** The same after what should not be able to happen, with its stack trace. */
    public void because(Throwable defect) {
        if (begun.compareAndSet(false, true)) {
            LOG.log(ERROR, "The worker stops after an unforeseen failure; nothing is lost.", defect);
            end();
        }
    }

    private void end() {
        Thread.ofPlatform().name("halt").daemon().start(this::killLater);
        exit.run();
    }

    private void killLater() {
        try {
            Thread.sleep(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.log(ERROR, "the shutdown has taken longer than {0}: the process ends now", patience);
        kill.run();
    }
}
