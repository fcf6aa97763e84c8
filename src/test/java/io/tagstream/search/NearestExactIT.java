package io.tagstream.search;

import io.tagstream.local.LocalDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** With pgvector, and no index. */
class NearestExactIT extends NearestContract {

    private static LocalDatabase database;
    private static int catalogs;

    @BeforeAll
    static void start() {
        database = Pgvector.start();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Override
    void open() {
        catalog = new SearchCatalog(database, "catalog" + ++catalogs);
        search = SearchEngines.open(catalog.dataSource(), SearchSettings.DEFAULTS);
    }

    @Override
    void settle() {}
}
