package io.tagstream.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tagstream.retag.ChunkWork.Result;
import io.tagstream.retag.JobKind;
import io.tagstream.retag.RetagObserver;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What this worker does of jobs on the whole catalog. Names and labels are an interface: docs/metrics.md. */
public final class RetagMetrics implements RetagObserver {

    private record Meters(Counter photos, Counter changed, Timer chunks) {}

    private final Map<JobKind, Meters> meters = new EnumMap<>(JobKind.class);
    private final Runnable announced;

    /**
     * Measures.
     *
     * @param announced run after events were put into the outbox, so that they need not wait for the relay's next look
     */
    public RetagMetrics(MeterRegistry registry, Runnable announced) {
        this.announced = announced;
        for (JobKind kind : JobKind.values()) {
            String label = kind.name().toLowerCase(Locale.ROOT);
            meters.put(
                    kind,
                    new Meters(
                            Counter.builder("tagstream.retag.photos")
                                    .description("Photos that jobs worked on")
                                    .tag("kind", label)
                                    .register(registry),
                            Counter.builder("tagstream.retag.changed")
                                    .description("Those whose tags changed, or that were announced")
                                    .tag("kind", label)
                                    .register(registry),
                            Timer.builder("tagstream.retag.chunk")
                                    .description("Time of a chunk, from taking it to its commit")
                                    .tag("kind", label)
                                    .register(registry)));
        }
    }

    @Override
    public void chunkDone(JobKind kind, Result result, long nanos) {
        Meters of = meters.get(kind);
        if (of != null) {
            of.photos.increment(result.photos());
            of.changed.increment(result.changed());
            of.chunks.record(nanos, TimeUnit.NANOSECONDS);
        }
        if (kind == JobKind.ANNOUNCE) {
            announced.run();
        }
    }

    @Override
    public void jobDone(JobKind kind) {}
}
