package io.tagstream.search;

import io.tagstream.local.EmbeddedDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Without pgvector, with room for all. */
class NearestInMemoryIT extends NearestContract {

    @TempDir
    private static Path directory;

    private static EmbeddedDatabase database;
    private static int catalogs;

    @BeforeAll
    static void start() {
        database = new EmbeddedDatabase(directory.resolve("postgresql"));
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
