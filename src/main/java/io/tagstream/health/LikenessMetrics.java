package io.tagstream.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tagstream.likeness.LikenessObserver;
import java.util.concurrent.TimeUnit;

/** How the search for photos that show the same goes in this worker. Names are an interface: docs/metrics.md. */
public final class LikenessMetrics implements LikenessObserver {

    private final Timer batches;
    private final Counter photos;
    private final Counter pairs;
    private volatile double backlog = Double.NaN;

    public LikenessMetrics(MeterRegistry registry) {
        this.batches = Timer.builder("tagstream.likeness.batch")
                .description("Time to look at a batch of photos for likenesses")
                .register(registry);
        this.photos = Counter.builder("tagstream.likeness.photos")
                .description("Photos that were looked at for likenesses")
                .register(registry);
        this.pairs = Counter.builder("tagstream.likeness.pairs")
                .description("Likenesses of these photos, new and known ones")
                .register(registry);
        Gauge.builder("tagstream.likeness.backlog", this, metrics -> metrics.backlog)
                .description("Photos that are still to be looked at; no value in a worker that does not look")
                .register(registry);
    }

    @Override
    public void lookedAt(int count, int found, long nanos) {
        batches.record(nanos, TimeUnit.NANOSECONDS);
        photos.increment(count);
        pairs.increment(found);
    }

    @Override
    public void backlog(double count) {
        backlog = count;
    }
}
