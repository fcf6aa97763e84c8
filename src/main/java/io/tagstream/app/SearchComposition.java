package io.tagstream.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.tagstream.health.SearchMetrics;
import io.tagstream.search.NearestPhotos;
import io.tagstream.search.SearchEngines;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** The part of the composition root that finds photos. */
@Dependent
class SearchComposition {

    @Produces
    @Singleton
    @Typed({NearestPhotos.class, SearchEngines.class})
    SearchEngines searchEngines(SearchConfig config, DataSource dataSource, MeterRegistry registry) {
        return SearchEngines.open(dataSource, config.settings(), new SearchMetrics(registry));
    }

    void close(@Disposes SearchEngines engines) {
        engines.close();
    }
}
