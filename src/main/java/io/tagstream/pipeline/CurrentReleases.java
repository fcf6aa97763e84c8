package io.tagstream.pipeline;

import io.tagstream.catalog.LiveReleases;
import io.tagstream.failure.Failure;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What photos are tagged for at the moment. Read once, and again when the catalog says that others are live. */
public final class CurrentReleases {

    private final Supplier<LiveReleases> catalog;
    private final Lock loading = new ReentrantLock();
    private volatile LiveReleases current;

    /**
     * Loads them the first time.
     *
     * @param catalog asks which they are
     * @throws Failure MODEL_NOT_IN_FORCE and what else the catalog may say
     */
    public CurrentReleases(Supplier<LiveReleases> catalog) {
        this.catalog = catalog;
        this.current = catalog.get();
    }

    public LiveReleases get() {
        return current;
    }

    /**
     * Loads them again, unless somebody has since these were read.
     *
     * @param outdated those that are not the live ones any more
     */
    void reload(LiveReleases outdated) {
        loading.lock();
        try {
            if (current == outdated) {
                current = catalog.get();
            }
        } finally {
            loading.unlock();
        }
    }
}
