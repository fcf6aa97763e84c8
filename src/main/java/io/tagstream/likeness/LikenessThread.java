package io.tagstream.likeness;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.tagstream.catalog.Leadership;
import io.tagstream.failure.Failure;
import io.tagstream.search.NearestPhotos;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Looks for likenesses behind the flow, in one process of all, on one thread of the lowest priority. A process that dies gives its lock
 * away, and another one goes on where the last transaction ended.
 */
public final class LikenessThread implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LikenessThread.class.getName());

    /** For the batch in hand, at the end. */
    private static final Duration END_PATIENCE = Duration.ofSeconds(5);

    private final DataSource dataSource;
    private final NearestPhotos nearest;
    private final LikenessSettings settings;
    private final LikenessObserver observer;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Does nothing until {@link #start}. */
    public LikenessThread(
            DataSource dataSource, NearestPhotos nearest, LikenessSettings settings, LikenessObserver observer) {
        this.dataSource = dataSource;
        this.nearest = nearest;
        this.settings = settings;
        this.observer = observer;
        this.thread = Thread.ofPlatform()
                .name("likeness")
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .unstarted(this::run);
    }

    public void start() {
        observer.backlog(Double.NaN);
        if (settings.enabled()) {
            thread.start();
        }
    }

    private void run() {
        boolean troubled = false;
        while (!isClosing()) {
            try {
                Optional<Leadership> leadership = Leadership.overLikenesses(dataSource);
                if (leadership.isPresent()) {
                    lead(leadership.get());
                }
                troubled = false;
            } catch (Failure away) {
                if (!troubled) {
                    LOG.log(WARNING, () -> "likenesses wait, and will be looked for again: " + away.detail());
                }
                troubled = true;
            } catch (RuntimeException defect) {
                LOG.log(ERROR, "a defect in Tagstream, met in search of likenesses; it will be tried again", defect);
            }
            observer.backlog(Double.NaN);
            pause();
        }
    }

    private void lead(Leadership leadership) {
        LOG.log(INFO, "this worker looks for likenesses");
        try (leadership) {
            LikenessSearch search = new LikenessSearch(dataSource, nearest, settings, observer);
            while (!isClosing()) {
                leadership.require();
                if (!search.step()) {
                    pause();
                }
            }
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void pause() {
        try {
            if (closing.await(settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(INFO, "likenesses are looked for no more");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    /** Completes the batch in hand, and takes no more. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join(END_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
