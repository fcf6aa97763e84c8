package io.tagstream.local;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.tagstream.clip.Embedding;
import io.tagstream.local.SearchQuestions.Result;
import io.tagstream.local.SearchQuestions.Which;
import io.tagstream.search.Condition;
import io.tagstream.search.NearestPhotos.Answer;
import io.tagstream.search.NearestPhotos.Question;
import io.tagstream.search.SearchEngines;
import io.tagstream.search.SearchSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.postgresql.Driver;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tagstream bench search}: finding photos, and storing them while their index is made. */
@Command(
        name = "search",
        description = {
            "Makes up photos in clusters, stores them, has an index made behind them, and asks for the nearest to photos and to texts,",
            "with filters and without; what is found is compared with what is right. Also how many embeddings a second can be stored with",
            "the index catching up, without it, and into one index over all. On PostgreSQL with pgvector, which .ci/pgvector makes."
        },
        mixinStandardHelpOptions = true)
final class BenchSearchCommand implements Callable<Integer> {

    private static final long SEED = 6;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration INSERTING = Duration.ofSeconds(5);
    private static final int EXACT = 100_000;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(
            names = "--photos",
            description = "How many, in thousands of them (default: 1000000, 100000 without pgvector)")
    private int photos;

    @Option(names = "--dimensions", description = "Of the embeddings (default: ${DEFAULT-VALUE})")
    private int dimensions = 768;

    @Option(
            names = "--questions",
            description = "By photos, and as many by texts, for each filter (default: ${DEFAULT-VALUE})")
    private int questions = 200;

    @Option(
            names = "--keep",
            paramLabel = "NAME",
            description =
                    "Keep the database by this name; if there is one, its index is made to the end and questions are asked")
    private Optional<String> keep = Optional.empty();

    @Option(names = "--without-pgvector", description = "On a PostgreSQL that has none")
    private boolean withoutPgvector;

    @Option(names = "--build-memory", description = "MiB for building a segment (default: ${DEFAULT-VALUE})")
    private long buildMemory = SearchSettings.DEFAULTS.buildMemory() >> 20;

    @Option(names = "--candidates", description = "Looked at in each segment (default: ${DEFAULT-VALUE})")
    private int candidates = SearchSettings.DEFAULTS.candidates();

    @Option(names = "--tail", description = "Photos that are worth a segment (default: ${DEFAULT-VALUE})")
    private int tail = SearchSettings.DEFAULTS.tail();

    @Override
    public Integer call() throws IOException, SQLException {
        photos = photos > 0 ? photos : withoutPgvector ? EXACT : 1_000_000;
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = new Progress(out, Instant.now());
        try (LocalDatabase database = database();
                AgroalDataSource dataSource = pool(database.jdbcUrl())) {
            ClusteredEmbeddings made = new ClusteredEmbeddings(dimensions, SEED);
            SearchGround ground = new SearchGround(dataSource, made);
            boolean isNew = ground.photos() == 0;
            if (isNew) {
                load(ground, progress);
            }
            if (!withoutPgvector) {
                if (isNew || tail(ground) >= tail) {
                    index(dataSource, made, ground, progress, isNew);
                }
                exact(dataSource, ground, made, progress);
            }
            ground.completeTags();
            ask(dataSource, ground, made, progress);
            if (!withoutPgvector && isNew) {
                plain(dataSource, made, ground, progress);
            }
            return 0;
        }
    }

    private LocalDatabase database() throws IOException {
        return withoutPgvector
                ? new EmbeddedDatabase(
                        Files.createTempDirectory("tagstream-bench-").resolve("postgresql"))
                : new PgvectorDatabase(keep, "shared_buffers=2GB", "max_wal_size=8GB");
    }

    /** As a worker has one. */
    private static AgroalDataSource pool(String url) throws SQLException {
        AgroalDataSourceConfigurationSupplier configuration = new AgroalDataSourceConfigurationSupplier();
        configuration
                .connectionPoolConfiguration()
                .maxSize(8)
                .connectionFactoryConfiguration()
                .connectionProviderClass(Driver.class)
                .jdbcUrl(url)
                .principal(new NamePrincipal("postgres"))
                .credential(new SimplePassword("postgres"));
        return AgroalDataSource.from(configuration);
    }

    private SearchSettings settings(boolean index) {
        SearchSettings defaults = SearchSettings.DEFAULTS;
        return new SearchSettings(
                index,
                tail,
                buildMemory << 20,
                defaults.buildProcesses(),
                defaults.links(),
                defaults.buildCandidates(),
                candidates,
                defaults.scanPhotos(),
                defaults.exactPhotos(),
                defaults.memory(),
                LOOK);
    }

    private void load(SearchGround ground, Progress progress) throws SQLException {
        progress.step("loading %,d photos".formatted(photos));
        long start = System.nanoTime();
        ground.load(photos, done -> {
            if (done % 100_000 == 0) {
                progress.step("%,d".formatted(done));
            }
        });
        progress.step("loaded %,.0f photos/s, making them up included".formatted(photos / seconds(start)));
    }

    /** Has the index made, from nothing with photos stored meanwhile, or to the end from where an earlier run left it. */
    private void index(
            DataSource dataSource, ClusteredEmbeddings made, SearchGround ground, Progress progress, boolean isNew)
            throws SQLException {
        SearchRates rates = new SearchRates(dataSource, made, ground);
        if (isNew) {
            store(rates, "with no index at all", progress);
        }
        long start = System.nanoTime();
        long before = indexed(ground);
        try (SearchEngines engines = SearchEngines.open(dataSource, settings(true))) {
            engines.start();
            await(() -> ground.count("select count(*) from search_segments") > 0);
            if (isNew) {
                store(rates, "while the index catches up", progress);
                askMeanwhile(engines, ground, made, progress);
            }
            long ready = 0;
            while (!isSettled(ground)) {
                long now = ground.count("select count(*) from search_segments where state = 'ready'");
                if (now != ready) {
                    progress.step("%d segments are ready".formatted(now));
                }
                ready = now;
                sleep();
            }
        }
        long indexed = indexed(ground) - before;
        progress.step("index of %,d photos made in %,.0f s, %,.0f photos/s, merging included"
                .formatted(indexed, seconds(start), indexed / seconds(start)));
        progress.step("building the segments that are left took %,d photos/s"
                .formatted(ground.count("select (sum(photos) / sum(build_seconds))::int8 from search_segments")));
    }

    private static void store(SearchRates rates, String how, Progress progress) throws SQLException {
        progress.step("storing %s: %,.0f embeddings/s, %,.0f with 2 connections"
                .formatted(
                        how, rates.perSecond("embeddings", 1, INSERTING), rates.perSecond("embeddings", 2, INSERTING)));
    }

    private static long indexed(SearchGround ground) {
        return ground.count("select coalesce(sum(photos), 0)::int8 from search_segments where state = 'ready'");
    }

    private void askMeanwhile(SearchEngines engines, SearchGround ground, ClusteredEmbeddings made, Progress progress) {
        SearchQuestions asked = new SearchQuestions(made, ground.form(), questions);
        long start = System.nanoTime();
        Answer answer = engines.nearest(new Question(
                asked.point(0), SearchGround.MODEL, Condition.NONE, SearchQuestions.HITS, Optional.empty(), -1));
        progress.step("a question meanwhile took %.0f ms, with %,d photos in no segment yet"
                .formatted(seconds(start) * 1e3, answer.compared()));
    }

    /** Nothing to build, to merge or to drop, for longer than the maker's look. */
    private boolean isSettled(SearchGround ground) {
        for (int i = 0; i < 4; i++) {
            if (ground.count("select count(*) from search_segments where state <> 'ready'") > 0
                    || tail(ground) >= tail) {
                return false;
            }
            sleep();
        }
        return true;
    }

    private static long tail(SearchGround ground) {
        return ground.count("""
                select count(*) from embeddings
                where model_no = 1 and embedding_no > (select coalesce(max(last_no), 0) from search_segments where state = 'ready')
                """);
    }

    private void exact(DataSource dataSource, SearchGround ground, ClusteredEmbeddings made, Progress progress)
            throws SQLException {
        if (ground.count("select count(*) from embeddings where model_no = " + SearchGround.UNINDEXED) == 0) {
            ground.loadUnindexed(Math.min(EXACT, photos));
        }
        try (SearchEngines engines = SearchEngines.open(dataSource, settings(false))) {
            SearchQuestions asked = new SearchQuestions(made, ground.form(), questions);
            double[] times = new double[questions];
            long compared = 0;
            for (int i = 0; i < questions; i++) {
                long start = System.nanoTime();
                Embedding point = asked.point(i);
                Answer answer = engines.nearest(new Question(
                        point, SearchGround.UNINDEXED, Condition.NONE, SearchQuestions.HITS, Optional.empty(), -1));
                times[i] = seconds(start) * 1e3;
                compared = answer.compared();
            }
            Arrays.sort(times);
            progress.step("exact over %,d without an index: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms"
                    .formatted(
                            compared, times[questions / 2], times[questions * 95 / 100], times[questions * 99 / 100]));
        }
    }

    private void ask(DataSource dataSource, SearchGround ground, ClusteredEmbeddings made, Progress progress) {
        PrintWriter out = spec.commandLine().getOut();
        SearchQuestions asked = new SearchQuestions(made, ground.form(), questions);
        progress.step("comparing all, to know what is right");
        asked.compareAll((int) ground.photos());
        if (!withoutPgvector) {
            progress.step("index: %d segments, %,d MiB, %,d photos in none"
                    .formatted(
                            ground.count("select count(*) from search_segments where state = 'ready'"),
                            ground.count("""
                                    select coalesce(sum(pg_relation_size(to_regclass('search_segment_' || segment_no))), 0)::int8 >> 20
                                    from search_segments
                                    """),
                            tail(ground)));
        }
        try (SearchEngines engines = SearchEngines.open(dataSource, settings(false))) {
            long start = System.nanoTime();
            asked.byPhotos(engines, Which.ALL);
            progress.step("a first round, to warm up, took %.1f s".formatted(seconds(start)));
            out.printf(
                    "%n%-14s %7s  %-8s %10s %8s %8s %8s %9s %11s%n",
                    "photos", "share", "asked by", "recall@10", "p50 ms", "p95 ms", "p99 ms", "by index", "incomplete");
            for (Which which : Which.values()) {
                print(out, which, asked.share(which), "photos", asked.byPhotos(engines, which));
                print(out, which, asked.share(which), "texts", asked.byTexts(engines, which));
            }
        }
        out.println();
        progress.step("asked");
    }

    private static void print(PrintWriter out, Which which, double share, String by, Result result) {
        out.printf(
                "%-14s %6.2f%%  %-8s %10.3f %8.1f %8.1f %8.1f %9d %11d%n",
                which.label(),
                100 * share,
                by,
                result.recall(),
                result.percentile(50),
                result.percentile(95),
                result.percentile(99),
                result.byIndex(),
                result.incomplete());
        out.flush();
    }

    /** What it would be without segments. */
    private void plain(DataSource dataSource, ClusteredEmbeddings made, SearchGround ground, Progress progress)
            throws SQLException {
        SearchSettings defaults = SearchSettings.DEFAULTS;
        int indexed = Math.min(EXACT, photos);
        SearchRates rates = new SearchRates(dataSource, made, ground);
        progress.step("indexing %,d photos at once, for comparison".formatted(indexed));
        rates.makePlain(indexed, defaults.links(), defaults.buildCandidates());
        progress.step("storing into one index over all: %,.0f embeddings/s, %,.0f with 2 connections"
                .formatted(rates.perSecond("plain", 1, INSERTING), rates.perSecond("plain", 2, INSERTING)));
        ground.execute("drop table plain");
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void await(BooleanSupplier until) {
        while (!until.getAsBoolean()) {
            sleep();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
