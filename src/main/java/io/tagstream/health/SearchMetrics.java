package io.tagstream.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tagstream.search.NearestPhotos.Way;
import io.tagstream.search.SearchObserver;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** How this worker finds photos, and what it makes of the index. Names and labels are an interface: docs/metrics.md. */
public final class SearchMetrics implements SearchObserver {

    private final Map<Way, Timer> questions = new EnumMap<>(Way.class);
    private final Timer builds;
    private final Counter built;
    private final AtomicReference<Double> segments = new AtomicReference<>(Double.NaN);
    private final AtomicReference<Double> tail = new AtomicReference<>(Double.NaN);

    public SearchMetrics(MeterRegistry registry) {
        for (Way way : Way.values()) {
            questions.put(
                    way,
                    Timer.builder("tagstream.search.question")
                            .description("Time to find the photos nearest to a point")
                            .tag("way", way.name().toLowerCase(Locale.ROOT))
                            .publishPercentileHistogram()
                            .register(registry));
        }
        this.builds = Timer.builder("tagstream.search.build")
                .description("Time to build a segment of the index")
                .register(registry);
        this.built = Counter.builder("tagstream.search.build.photos")
                .description("Photos in segments that this worker had built")
                .register(registry);
        gauge(registry, "tagstream.search.segments", "Segments of the index", segments);
        gauge(registry, "tagstream.search.tail", "Photos that are in no segment", tail);
    }

    private static void gauge(MeterRegistry registry, String name, String description, AtomicReference<Double> value) {
        Gauge.builder(name, value, AtomicReference::get)
                .description(description)
                .register(registry);
    }

    @Override
    public void answered(Way way, long nanos) {
        questions.get(way).record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void built(long photos, long nanos) {
        builds.record(nanos, TimeUnit.NANOSECONDS);
        built.increment((double) photos);
    }

    @Override
    public void indexed(int count, long photos) {
        segments.set((double) count);
        tail.set((double) photos);
    }

    @Override
    public void left() {
        segments.set(Double.NaN);
        tail.set(Double.NaN);
    }
}
