package io.tagstream.search;

import io.tagstream.local.LocalDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** With pgvector, and all photos but the newest in segments. */
class NearestByIndexIT extends NearestContract {

    private static LocalDatabase database;
    private static int catalogs;

    private SearchEngines engines;

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
        engines = Pgvector.engines(catalog.dataSource());
        search = engines;
    }

    @AfterEach
    void close() {
        engines.close();
    }

    @Override
    void settle() {
        Pgvector.awaitIndex(catalog);
    }
}
