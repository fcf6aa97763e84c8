package io.tagstream.search;

import io.tagstream.local.EmbeddedDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Without pgvector, with room for a thousand photos: the others are read for each question. */
class NearestPartlyInMemoryIT extends NearestContract {

    private static final long ONE_BLOCK = 150_000;

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
        SearchSettings defaults = SearchSettings.DEFAULTS;
        search = SearchEngines.open(
                catalog.dataSource(),
                new SearchSettings(
                        false,
                        defaults.tail(),
                        defaults.buildMemory(),
                        defaults.buildProcesses(),
                        defaults.links(),
                        defaults.buildCandidates(),
                        defaults.candidates(),
                        defaults.scanPhotos(),
                        50,
                        ONE_BLOCK,
                        defaults.pollInterval()));
    }

    @Override
    void settle() {}
}
