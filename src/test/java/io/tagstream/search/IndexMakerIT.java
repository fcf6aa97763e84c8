package io.tagstream.search;

import static io.tagstream.search.NearestContract.assertSame;
import static io.tagstream.search.SearchCatalog.owner;
import static io.tagstream.search.SearchCatalog.question;
import static io.tagstream.search.SearchCatalog.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.clip.Embedding;
import io.tagstream.local.LocalDatabase;
import io.tagstream.search.NearestPhotos.Answer;
import io.tagstream.search.NearestPhotos.Hit;
import io.tagstream.search.NearestPhotos.Way;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** How segments come, grow together and go, whatever happens to those who make them. */
class IndexMakerIT {

    private static LocalDatabase database;
    private static int catalogs;

    private SearchCatalog catalog;

    @BeforeAll
    static void start() {
        database = Pgvector.start();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void open() {
        catalog = new SearchCatalog(database, "catalog" + ++catalogs);
    }

    private SearchEngines engines() {
        return Pgvector.engines(catalog.dataSource());
    }

    @Test
    void theIndexLeadsToAllButTheNewest() {
        catalog.add(1_000, "ann");
        try (SearchEngines engines = engines()) {
            Pgvector.awaitIndex(catalog);
            catalog.add(30, "ann");
            Embedding point = catalog.point();

            Answer answer = engines.nearest(question(catalog, point, 10));

            assertThat(answer.way()).isEqualTo(Way.INDEX);
            assertThat(answer.compared()).as("those that no segment has yet").isEqualTo(30);
            assertSame(answer.hits(), catalog.exact(point, photo -> true).subList(0, 10));
        }
    }

    @Test
    void fewPhotosThatFulfilAConditionAreComparedAndManyAreLedTo() {
        Set<Long> many = new HashSet<>(catalog.add(1_000, "ann"));
        Set<Long> few = new HashSet<>(catalog.add(20, "bob"));
        try (SearchEngines engines = engines()) {
            Pgvector.awaitIndex(catalog);
            Embedding point = catalog.point();

            Answer ofFew = engines.nearest(with(question(catalog, point, 5), owner("bob")));
            Answer ofMany = engines.nearest(with(question(catalog, point, 5), owner("ann")));

            assertThat(ofFew.way()).isEqualTo(Way.EXACT);
            assertThat(ofFew.compared()).isEqualTo(20);
            assertSame(ofFew.hits(), catalog.exact(point, few::contains).subList(0, 5));
            assertThat(ofMany.way()).isEqualTo(Way.INDEX);
            assertSame(ofMany.hits(), catalog.exact(point, many::contains).subList(0, 5));
        }
    }

    @Test
    void segmentsGrowTogether() {
        try (SearchEngines engines = engines()) {
            for (int i = 0; i < 10; i++) {
                catalog.add(120, "ann");
                Pgvector.awaitIndex(catalog);
            }

            assertThat(catalog.number("select count(*) from search_segments")).isLessThanOrEqualTo(4);
            assertThat(indexes()).isEqualTo(catalog.number("select count(*) from search_segments"));
            assertThat(catalog.number("select sum(photos) from search_segments"))
                    .isGreaterThan(1_100);
            Embedding point = catalog.point();
            assertSame(
                    engines.nearest(question(catalog, point, 10)).hits(),
                    catalog.exact(point, photo -> true).subList(0, 10));
        }
    }

    @Test
    void whoeverComesNextGoesOnWhereOneWasCutShort() throws SQLException {
        catalog.add(1_000, "ann");
        catalog.execute("""
                insert into search_segments (model_no, first_no, last_no, state, photos) values
                    (1, 0, 400, 'building', 400), (1, 401, 500, 'ready', 100), (1, 0, 500, 'dropping', 500);
                create index search_segment_77 on embeddings (photo_no)
                """);
        // A build that fails leaves an index that is not valid.
        try (Connection connection = catalog.dataSource().getConnection()) {
            connection.createStatement().execute("""
                    create index concurrently search_segment_1 on embeddings (photo_no);
                    """);
            connection
                    .createStatement()
                    .execute("update pg_index set indisvalid = false where indexrelid = 'search_segment_1'::regclass");
        }

        try (SearchEngines engines = engines()) {
            Pgvector.awaitIndex(catalog);

            assertThat(catalog.text("select string_agg(state || ' ' || photos, ', ') from search_segments"))
                    .isEqualTo("ready 1000");
            assertThat(indexes()).isEqualTo(1);
            Embedding point = catalog.point();
            assertSame(
                    engines.nearest(question(catalog, point, 10)).hits(),
                    catalog.exact(point, photo -> true).subList(0, 10));
        }
    }

    @Test
    void anIndexThatWasReadyBeforeItsMakerCouldSaySoIsTakenOver() {
        catalog.add(500, "ann");
        catalog.execute("""
                insert into search_segments (model_no, first_no, last_no, state, photos) values (1, 0, 500, 'building', 500);
                create index search_segment_1 on embeddings using hnsw ((embedding::halfvec(24)) halfvec_ip_ops)
                    where model_no = 1 and embedding_no >= 0 and embedding_no <= 500
                """);

        try (SearchEngines engines = engines()) {
            Pgvector.awaitIndex(catalog);

            assertThat(catalog.text("select string_agg(state || segment_no, ', ') from search_segments"))
                    .isEqualTo("ready1");
            assertThat(engines.nearest(question(catalog, catalog.point(), 5)).way())
                    .isEqualTo(Way.INDEX);
        }
    }

    @Test
    void aMakerWhoseConnectionIsEndedGoesOn() {
        catalog.add(20_000, "ann");
        try (SearchEngines engines = engines()) {
            until(() -> catalog.number("select count(*) from pg_stat_progress_create_index") > 0);
            catalog.execute("select pg_terminate_backend(pid) from pg_stat_progress_create_index");

            Pgvector.awaitIndex(catalog);

            assertThat(catalog.number("select count(*) from search_segments where state <> 'ready'"))
                    .isZero();
            assertThat(catalog.number("select count(*) from pg_index where not indisvalid"))
                    .isZero();
            assertThat(engines.nearest(question(catalog, catalog.point(), 5)).way())
                    .isEqualTo(Way.INDEX);
        }
    }

    @Test
    void ofTwoMakersOneLeadsAndTheOtherTakesOver() {
        SearchEngines first = engines();
        until(() -> locks() == 1);
        try (SearchEngines second = engines()) {
            catalog.add(200, "ann");
            Pgvector.awaitIndex(catalog);
            assertThat(locks()).isEqualTo(1);

            first.close();
            catalog.add(500, "ann");
            Pgvector.awaitIndex(catalog);

            assertThat(locks()).isEqualTo(1);
            assertThat(second.nearest(question(catalog, catalog.point(), 5)).compared())
                    .isLessThan(100);
        }
    }

    @Test
    void segmentsOfAModelThatNobodyUsesGo() {
        List<Long> photos = catalog.add(300, "ann");
        try (SearchEngines engines = engines()) {
            Pgvector.awaitIndex(catalog);
            assertThat(indexes()).isEqualTo(1);

            catalog.execute("update releases set state = 'retired'");
            until(() -> indexes() == 0 && catalog.number("select count(*) from search_segments") == 0);

            Answer answer = engines.nearest(question(catalog, catalog.point(), 5));
            assertThat(answer.way()).isEqualTo(Way.EXACT);
            assertThat(answer.compared()).isEqualTo(photos.size());
        }
    }

    @Test
    void anIndexThatSomebodyDroppedIsMadeAgainAndNotMissedMeanwhile() {
        catalog.add(500, "ann");
        Embedding point = catalog.point();
        try (SearchEngines engines = engines()) {
            Pgvector.awaitIndex(catalog);
            assertThat(engines.nearest(question(catalog, point, 10)).way()).isEqualTo(Way.INDEX);
        }
        catalog.execute("drop index "
                + catalog.text("select indexrelid::regclass from pg_index"
                        + " where indexrelid::regclass::text ~ '^search_segment_[0-9]+$'"));

        try (SearchEngines asking = SearchEngines.open(catalog.dataSource(), SearchSettings.DEFAULTS)) {
            Answer answer = asking.nearest(question(catalog, point, 10));
            assertThat(answer.way()).isEqualTo(Way.EXACT);
            assertSame(answer.hits(), catalog.exact(point, photo -> true).subList(0, 10));
        }
        try (SearchEngines engines = engines()) {
            until(() -> indexes() == 1);
            Pgvector.awaitIndex(catalog);
            assertThat(engines.nearest(question(catalog, point, 10)).way()).isEqualTo(Way.INDEX);
        }
    }

    @Test
    void aRoleThatMayNotMakeIndexesStillFindsEverything() {
        catalog.add(500, "ann");
        catalog.execute("""
                drop role if exists reader;
                create role reader login;
                grant select on all tables in schema public to reader;
                grant insert, update, delete on search_segments to reader;
                grant usage on all sequences in schema public to reader
                """);
        PGSimpleDataSource asReader = new PGSimpleDataSource();
        asReader.setUrl(((PGSimpleDataSource) catalog.dataSource()).getUrl());
        asReader.setUser("reader");
        try (SearchEngines engines = Pgvector.engines(asReader)) {
            until(() -> catalog.number("select count(*) from search_segments") > 0);
            Embedding point = catalog.point();

            Answer answer = engines.nearest(question(catalog, point, 10));

            assertThat(answer.way()).isEqualTo(Way.EXACT);
            assertThat(answer.hits()).extracting(Hit::photo).hasSize(10);
        }
        catalog.execute("drop owned by reader; drop role reader");
    }

    private long indexes() {
        return catalog.number("select count(*) from pg_class where relname ~ '^search_segment_[0-9]+$'");
    }

    private long locks() {
        return catalog.number("""
                select count(*) from pg_locks l join pg_database d on d.oid = l.database
                where d.datname = current_database() and l.locktype = 'advisory' and l.objid = 4 and l.granted
                """);
    }

    private static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
