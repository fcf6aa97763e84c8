package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_NOT_FOUND;
import static io.tagstream.failure.FailureCode.SOURCE_UNAVAILABLE;
import static io.tagstream.fetch.FetchFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.failure.Failure;
import io.tagstream.photo.ContentHash;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedFetcherTest {

    private static final URI SOURCE = URI.create("file:///a.jpg");
    private static final byte[] PHOTO = {1};

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void runsNoMoreThanTheLimitAtOnce() {
        BoundedFetcher fetcher = new BoundedFetcher(this::slowly, limits(3));

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 30; i++) {
                threads.execute(() -> fetcher.fetch(SOURCE));
            }
        }

        assertThat(most).hasValue(3);
    }

    @Test
    void aFailedFetchGivesItsPlaceBack() {
        BoundedFetcher fetcher = new BoundedFetcher(
                _ -> {
                    throw new Failure(SOURCE_NOT_FOUND, "gone");
                },
                limits(1));

        assertFails(() -> fetcher.fetch(SOURCE), SOURCE_NOT_FOUND);
        assertFails(() -> fetcher.fetch(SOURCE), SOURCE_NOT_FOUND);
    }

    @Test
    void anInterruptedWaitIsTriedAgainLater() {
        BoundedFetcher fetcher = new BoundedFetcher(this::slowly, limits(1));

        Thread.currentThread().interrupt();

        assertFails(() -> fetcher.fetch(SOURCE), SOURCE_UNAVAILABLE);
        assertThat(Thread.interrupted()).isTrue();
    }

    private PhotoContent slowly(URI source) {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw new AssertionError(source.toString(), e);
        } finally {
            running.decrementAndGet();
        }
        return new PhotoContent(PHOTO, ContentHash.of(PHOTO));
    }

    private static FetchLimits limits(int maxConcurrent) {
        return new FetchLimits(10, Duration.ofSeconds(1), Duration.ofSeconds(1), maxConcurrent);
    }
}
