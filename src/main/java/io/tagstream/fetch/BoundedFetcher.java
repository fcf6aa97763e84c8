package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_UNAVAILABLE;

import io.tagstream.failure.Failure;
import java.net.URI;
import java.util.concurrent.Semaphore;

/**
 * Bounds how many fetches run at once, and with it the bytes in flight, however many photos wait on virtual threads. Waiting is
 * first come, first served and not part of a fetch's deadline. What a caller holds after its fetch is the caller's to bound.
 */
public final class BoundedFetcher implements Fetcher {

    private final Fetcher fetcher;
    private final Semaphore permits;

    public BoundedFetcher(Fetcher fetcher, FetchLimits limits) {
        this.fetcher = fetcher;
        this.permits = new Semaphore(limits.maxConcurrent(), true);
    }

    @Override
    public PhotoContent fetch(URI source) {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(SOURCE_UNAVAILABLE, SourceName.of(source) + " was not fetched: interrupted", e);
        }
        try {
            return fetcher.fetch(source);
        } finally {
            permits.release();
        }
    }
}
