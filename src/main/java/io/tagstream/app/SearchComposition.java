package io.tagstream.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.health.SearchMetrics;
import io.tagstream.search.CatalogSearch;
import io.tagstream.search.NearestPhotos;
import io.tagstream.search.Search;
import io.tagstream.search.SearchEngines;
import io.tagstream.search.SearchModel;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** The part of the composition root that searches. */
@Dependent
class SearchComposition {

    @Produces
    @Singleton
    @Typed({NearestPhotos.class, SearchEngines.class})
    SearchEngines searchEngines(SearchConfig config, DataSource dataSource, MeterRegistry registry) {
        return SearchEngines.open(dataSource, config.settings(), new SearchMetrics(registry));
    }

    @Produces
    @Singleton
    Search search(
            SearchConfig config,
            DataSource dataSource,
            ReleaseLoader loader,
            NearestPhotos nearest,
            SearchModel model) {
        return new CatalogSearch(dataSource, loader, nearest, model, config.limits());
    }

    void close(@Disposes SearchEngines engines) {
        engines.close();
    }
}
