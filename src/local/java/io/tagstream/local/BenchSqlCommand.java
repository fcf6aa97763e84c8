package io.tagstream.local;

import io.tagstream.catalog.ReaderRole;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tagstream bench sql}: the queries of docs/sql.md on a large catalog. */
@Command(
        name = "sql",
        description = {
            "Makes up a catalog with the default taxonomy in two releases, and runs the queries of docs/sql.md on it, as the role that",
            "`database reader` makes. Prints for each its rows, its time, and what PostgreSQL did; says where it read a large table from end to end."
        },
        mixinStandardHelpOptions = true)
final class BenchSqlCommand implements Callable<Integer> {

    private static final String READER = "reader";

    /** Of warm runs, and how long to go on at most. */
    private static final int RUNS = 5;

    private static final double PATIENCE_S = 15;

    /** Rows from which on reading a table from end to end is worth a word. */
    private static final int LARGE = 50_000;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--photos", description = "How many, with five tags each (default: ${DEFAULT-VALUE})")
    private int photos = 1_000_000;

    @Option(
            names = "--embedded",
            description = "How many of them have an embedding to be found by (default: ${DEFAULT-VALUE})")
    private int embedded = 100_000;

    @Option(names = "--dimensions", description = "Of the embeddings (default: ${DEFAULT-VALUE})")
    private int dimensions = 768;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Keep the database there, and use the one that is there already")
    private Optional<Path> keep = Optional.empty();

    @Option(names = "--plans", description = "Print whole plans")
    private boolean plans;

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = new Progress(out, Instant.now());
        Path directory =
                keep.isPresent() ? Files.createDirectories(keep.get()) : Files.createTempDirectory("tagstream-bench-");
        boolean filled = Files.exists(directory.resolve("PG_VERSION"));
        try (EmbeddedDatabase database = new EmbeddedDatabase(directory)) {
            if (!filled) {
                new TaggedCatalog(database.dataSource(), progress::step).fill(photos, embedded, dimensions);
            }
            new ReaderRole(database.dataSource()).grant(READER, Optional.of(READER));
            Set<String> large = large(database);
            progress.step("running the queries");
            out.printf("%n%10s %10s %10s %10s %10s%n", "rows", "cold ms", "warm ms", "pages", "temporary");
            for (ManualQueries.Query query : ManualQueries.ten(Files.readString(Home.path("docs/sql.md")))) {
                database.stop();
                database.restart();
                run(database, query, large, out);
            }
            return 0;
        } finally {
            if (keep.isEmpty()) {
                delete(directory);
            }
        }
    }

    private void run(EmbeddedDatabase database, ManualQueries.Query query, Set<String> large, PrintWriter out)
            throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), READER, READER);
                Statement statement = connection.createStatement()) {
            long start = System.nanoTime();
            int rows = rows(statement, query.sql());
            double cold = milliseconds(start);
            List<Double> warm = new ArrayList<>();
            double spent = 0;
            while (warm.size() < RUNS && spent < PATIENCE_S * 1_000) {
                long again = System.nanoTime();
                rows(statement, query.sql());
                warm.add(milliseconds(again));
                spent += warm.getLast();
            }
            warm.sort(Comparator.naturalOrder());
            QueryPlan plan = QueryPlan.read(
                    text(statement, "explain (analyze, buffers, timing off, format json) " + query.sql()));
            out.printf(
                    "%,10d %,10.1f %,10.1f %,10d %,10d  %s%n",
                    rows, cold, warm.get(warm.size() / 2), plan.buffers(), plan.temporary(), query.question());
            out.printf("%57s%s%n", "", String.join(" < ", plan.top()));
            out.printf("%57s%s%n", "", String.join(", ", plan.scans()));
            plan.sequential().stream()
                    .filter(large::contains)
                    .forEach(table -> out.printf("%57sreads all of %s%n", "", table));
            if (plans) {
                out.println(text(statement, "explain (analyze, buffers) " + query.sql()));
            }
            out.flush();
        }
    }

    private static Set<String> large(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(
                        "select relname from pg_class where relkind = 'r' and reltuples > " + LARGE)) {
            Set<String> names = new HashSet<>();
            while (tables.next()) {
                names.add(tables.getString(1));
            }
            return names;
        }
    }

    private static int rows(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            int rows = 0;
            while (result.next()) {
                rows++;
            }
            return rows;
        }
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            StringBuilder lines = new StringBuilder();
            while (result.next()) {
                lines.append(result.getString(1)).append('\n');
            }
            return lines.toString();
        }
    }

    private static double milliseconds(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
