package io.tagstream.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tagstream.search.NearestPhotos.Way;
import io.tagstream.search.SearchObserver;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How this worker finds photos, and what it makes of the index. Names and labels are an interface: docs/metrics.md. */
public final class SearchMetrics implements SearchObserver {

    private final Map<Way, Timer> questions = new EnumMap<>(Way.class);
    private final Timer builds;
    private final Counter built;

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
}
