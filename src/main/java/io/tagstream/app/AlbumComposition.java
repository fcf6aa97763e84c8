package io.tagstream.app;

import io.tagstream.album.AlbumMaker;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.search.Selections;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** The part of the composition root that makes albums. */
@Dependent
class AlbumComposition {

    @Produces
    @Singleton
    AlbumMaker albumMaker(AlbumConfig config, SearchConfig search, DataSource dataSource, ReleaseLoader loader) {
        return new AlbumMaker(dataSource, new Selections(dataSource, loader, search.limits()), config.settings());
    }
}
