package io.tagstream.local;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.tagstream.likeness.LikenessObserver;
import io.tagstream.likeness.LikenessSearch;
import io.tagstream.likeness.LikenessSettings;
import io.tagstream.search.SearchEngines;
import io.tagstream.search.SearchSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.postgresql.Driver;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tagstream bench likeness}: photos that show the same, behind the flow. */
@Command(
        name = "likeness",
        description = {
            "Makes up a catalog in which every tenth photo is the one before it in another file, and looks at the last ones of it for",
            "likenesses, as the one thread of a worker does. Prints photos per second, and whether all pairs were found."
        },
        mixinStandardHelpOptions = true)
final class BenchLikenessCommand implements Callable<Integer> {

    private static final long SEED = 7;
    private static final int TAGS = 100;

    /** Ten photos have nine hashes, which are as good as random; of each pair, the mosaics are the same. */
    private static final String SAME = """
            update photos set perceptual_hash =
                ('x' || substr(md5((photo_no - (photo_no % 10 = 0)::int)::text), 1, 16))::bit(64)::bigint,
                picture_cells = decode(repeat(substr(md5((photo_no - (photo_no % 10 = 0)::int)::text), 1, 32), 24), 'hex')
            """;

    private static final String TWINS = """
            update embeddings e set embedding = twin.embedding from embeddings twin
            where e.photo_no % 10 = 0 and twin.photo_no = e.photo_no - 1
            """;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--photos", description = "Of the catalog (default: ${DEFAULT-VALUE})")
    private int photos = 200_000;

    @Option(names = "--looked-at", description = "Of them, the last ones (default: ${DEFAULT-VALUE})")
    private int lookedAt = 20_000;

    @Option(names = "--dimensions", description = "Of the embeddings (default: ${DEFAULT-VALUE})")
    private int dimensions = 512;

    @Option(names = "--neighbours", description = "By embedding, for each photo (default: ${DEFAULT-VALUE})")
    private int neighbours;

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = new Progress(out, Instant.now());
        var folder = Files.createTempDirectory("tagstream-bench-").resolve("postgresql");
        try (EmbeddedDatabase database = new EmbeddedDatabase(folder);
                AgroalDataSource dataSource = pool(database.jdbcUrl())) {
            progress.step("making up %,d photos".formatted(photos));
            MadeUpCatalog catalog = new MadeUpCatalog(dataSource, new MadeUpPhotos(dimensions, TAGS, SEED));
            catalog.fill(photos);
            catalog.begin();
            execute(dataSource, SAME, TWINS, "vacuum analyze photos, embeddings");
            execute(
                    dataSource,
                    "insert into likeness_marks (model_no, embedding_no)"
                            + " select model_no, max(embedding_no) - %d from embeddings where photo_no %% 10 > 0 group by model_no"
                                    .formatted(lookedAt));
            progress.step("looking at %,d of them".formatted(lookedAt));
            long waiting = catalog.count("select count(*) from embeddings, likeness_marks m"
                    + " where embeddings.embedding_no > m.embedding_no");
            try (SearchEngines engines = SearchEngines.open(dataSource, SearchSettings.DEFAULTS)) {
                look(new LikenessSearch(dataSource, engines, settings(), LikenessObserver.NONE), waiting, out);
            }
            out.printf(
                    Locale.ROOT,
                    "%,d pairs of the same picture, of %,d; %,d groups; %,d other pairs%n",
                    catalog.count(
                            "select count(*) from likenesses where kind = 'same-picture' and photo_b = photo_a + 1"),
                    waiting / 10,
                    catalog.count("select count(*) from likeness_groups where kind = 'same-picture'"),
                    catalog.count("select count(*) from likenesses where photo_b <> photo_a + 1"));
            return 0;
        }
    }

    private static void look(LikenessSearch search, long waiting, PrintWriter out) {
        search.step(); // loads the hashes, which a worker does once
        long start = System.nanoTime();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long processor = threads.getCurrentThreadCpuTime();
        while (search.step()) {
            // until there is nothing left
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double own = (threads.getCurrentThreadCpuTime() - processor) / 1e9;
        out.printf(
                Locale.ROOT,
                "%,.0f photos a second; %,.0f a second of the thread's processor time, PostgreSQL's beside it%n",
                waiting / seconds,
                waiting / own);
    }

    private LikenessSettings settings() {
        LikenessSettings defaults = LikenessSettings.DEFAULTS;
        return new LikenessSettings(
                true,
                defaults.thresholds(),
                defaults.hashes(),
                defaults.candidates(),
                neighbours,
                defaults.pollInterval());
    }

    private static void execute(AgroalDataSource dataSource, String... statements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static AgroalDataSource pool(String url) throws SQLException {
        AgroalDataSourceConfigurationSupplier configuration = new AgroalDataSourceConfigurationSupplier();
        configuration
                .connectionPoolConfiguration()
                .maxSize(4)
                .connectionFactoryConfiguration()
                .connectionProviderClass(Driver.class)
                .jdbcUrl(url)
                .principal(new NamePrincipal("postgres"))
                .credential(new SimplePassword("postgres"));
        return AgroalDataSource.from(configuration);
    }
}
