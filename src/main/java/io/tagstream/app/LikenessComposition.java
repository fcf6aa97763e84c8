package io.tagstream.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.tagstream.health.LikenessMetrics;
import io.tagstream.likeness.LikenessThread;
import io.tagstream.likeness.Likenesses;
import io.tagstream.search.NearestPhotos;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** The part of the composition root that finds photos that show the same. */
@Dependent
class LikenessComposition {

    @Produces
    @Singleton
    Likenesses likenesses(DataSource dataSource) {
        return new Likenesses(dataSource);
    }

    @Produces
    @Singleton
    LikenessThread likenessThread(
            LikenessConfig config, DataSource dataSource, NearestPhotos nearest, MeterRegistry registry) {
        return new LikenessThread(dataSource, nearest, config.settings(), new LikenessMetrics(registry));
    }

    void close(@Disposes LikenessThread thread) {
        thread.close();
    }
}
