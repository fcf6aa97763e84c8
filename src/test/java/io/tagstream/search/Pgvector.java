package io.tagstream.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.TestedDatabase;
import io.tagstream.local.LocalDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** A real pgvector for tests, and an index that is made of a hundred photos. */
final class Pgvector {

    /** Segments of a hundred photos and more, which are looked for all the time; no condition is met by few. */
    static final SearchSettings SETTINGS = settings(100, 1 << 20);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Pgvector() {}

    static SearchSettings settings(int tail, long buildMemory) {
        SearchSettings defaults = SearchSettings.DEFAULTS;
        return new SearchSettings(
                true,
                tail,
                buildMemory,
                1,
                defaults.links(),
                defaults.buildCandidates(),
                defaults.candidates(),
                defaults.scanPhotos(),
                50,
                defaults.memory(),
                Duration.ofMillis(20));
    }

    /** With an index that is being made. */
    static SearchEngines engines(DataSource dataSource) {
        SearchEngines engines = SearchEngines.open(dataSource, SETTINGS);
        engines.start();
        return engines;
    }

    static LocalDatabase start() {
        return TestedDatabase.WITH_PGVECTOR.start(Path.of("unused"));
    }

    /** Waits until nothing is left to be done. */
    static void awaitIndex(SearchCatalog catalog) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String before = "";
        String now = state(catalog);
        while (!(now.equals(before) && now.startsWith("0 "))) {
            assertThat(System.nanoTime()).as("the index is %s", now).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            before = now;
            now = state(catalog);
        }
    }

    /** Photos that are in no segment, a hundred of them or more, and the segments. */
    private static String state(SearchCatalog catalog) {
        return catalog.text("""
                select (select case when count(*) < 100 then 0 else count(*) end from embeddings e
                        where e.model_no = %d and not exists (select from search_segments s
                            where s.state = 'ready' and s.model_no = e.model_no and e.embedding_no between s.first_no and s.last_no))
                    || ' ' || (select coalesce(string_agg(state || segment_no, ' ' order by segment_no), '') from search_segments)
                """.formatted(catalog.model()));
    }
}
