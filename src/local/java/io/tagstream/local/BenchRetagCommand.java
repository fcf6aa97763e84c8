package io.tagstream.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.publish.CloudEventAnnouncer;
import io.tagstream.retag.AnnounceWork;
import io.tagstream.retag.JobKind;
import io.tagstream.retag.JobProgress;
import io.tagstream.retag.JobRunner;
import io.tagstream.retag.JobState;
import io.tagstream.retag.RetagJobs;
import io.tagstream.retag.RetagJobs.Order;
import io.tagstream.retag.RetagObserver;
import io.tagstream.retag.ScoreWork;
import io.tagstream.tagging.AssignedTag;
import io.tagstream.tagging.ReleaseId;
import io.tagstream.tagging.Tagger;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.Driver;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tagstream bench retag}: a whole catalog from one release to another. */
@Command(
        name = "retag",
        description = {
            "Tags made-up photos for one version of a taxonomy and then for another, in which some of them have other tags, with PostgreSQL",
            "on this machine. Prints photos per second for scoring alone and for everything: reading, writing, and the outbox."
        },
        mixinStandardHelpOptions = true)
final class BenchRetagCommand implements Callable<Integer> {

    private static final long SEED = 5;
    private static final int BLOCK = 5_000;
    private static final Duration SCORING = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final double MIB = 1 << 20;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--photos", description = "How many (default: ${DEFAULT-VALUE})")
    private int photos = 1_000_000;

    @Option(names = "--dimensions", description = "Of the embeddings (default: ${DEFAULT-VALUE})")
    private int dimensions = 768;

    @Option(names = "--tags", description = "Of the taxonomy, a multiple of 10 (default: ${DEFAULT-VALUE})")
    private int tags = 1_000;

    @Option(names = "--changed", description = "Part of the photos whose tags change (default: ${DEFAULT-VALUE})")
    private double changed = 0.1;

    @Option(names = "--threads", description = "Chunks at a time (default: one per core)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        Progress progress = new Progress(out, Instant.now());
        Path directory = Files.createTempDirectory("tagstream-bench-");
        Path data = directory.resolve("postgresql");
        try (EmbeddedDatabase database = new EmbeddedDatabase(data);
                AgroalDataSource catalogue = pool(database.jdbcUrl())) {
            MadeUpPhotos made = new MadeUpPhotos(dimensions, tags, SEED);
            MadeUpCatalog catalog = new MadeUpCatalog(catalogue, made);
            progress.step("making up %,d photos".formatted(photos));
            catalog.fill(photos);
            ReleaseId first = catalog.begin();
            progress.step("scoring alone");
            Scoring scoring = scoring(catalogue, first, made);
            progress.step("tagging them for the first version, which nothing is compared with");
            double begun = photos / tag(catalogue, first, Optional.empty(), false);
            progress.step("tagging them for the second version");
            List<int[]> exchanges = exchanges(catalogue, first, made);
            ReleaseId second = catalog.publish(exchanges);
            ProcessorTime before = ProcessorTime.now(data);
            double seconds = tag(catalogue, second, Optional.of(catalog.labels(exchanges)), true);
            ProcessorTime spent = ProcessorTime.now(data).since(before);
            report(out, catalogue, catalog, scoring, begun, photos / seconds);
            reportProcessorTime(out, spent);
            return 0;
        } finally {
            delete(directory);
        }
    }

    /** From memory, in photos. */
    private record Scoring(double perSecond, double perCoreSecond) {}

    private static Duration ownTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** As a worker has one. */
    private AgroalDataSource pool(String url) throws SQLException {
        AgroalDataSourceConfigurationSupplier configuration = new AgroalDataSourceConfigurationSupplier();
        configuration
                .connectionPoolConfiguration()
                .maxSize(2 * threads + 2)
                .connectionFactoryConfiguration()
                .connectionProviderClass(Driver.class)
                .jdbcUrl(url)
                .principal(new NamePrincipal("postgres"))
                .credential(new SimplePassword("postgres"));
        return AgroalDataSource.from(configuration);
    }

    /** As many as it takes for that part of a sample to have one of the tags. */
    private List<int[]> exchanges(DataSource dataSource, ReleaseId id, MadeUpPhotos made) {
        List<Set<String>> sample = tagger(dataSource, id).tag(made.next(BLOCK), BLOCK).stream()
                .map(photo -> photo.tags().stream().map(AssignedTag::tagId).collect(Collectors.toSet()))
                .toList();
        List<int[]> all = made.exchanges(1);
        Set<String> exchanged = new HashSet<>();
        int count = 0;
        while (count < all.size() && share(sample, exchanged) < changed) {
            for (int tag : all.get(count++)) {
                exchanged.add("t" + tag);
            }
        }
        return all.subList(0, count);
    }

    private static double share(List<Set<String>> sample, Set<String> tags) {
        return (double) sample.stream()
                        .filter(photo -> photo.stream().anyMatch(tags::contains))
                        .count()
                / sample.size();
    }

    private static Tagger tagger(DataSource dataSource, ReleaseId id) {
        Release release = new ReleaseStore(dataSource).named(id.name()).getFirst();
        return new ReleaseLoader(dataSource).load(release).orElseThrow().tagger();
    }

    /** Photos per second with all threads, from memory. */
    private Scoring scoring(DataSource dataSource, ReleaseId id, MadeUpPhotos made) {
        Tagger tagger = tagger(dataSource, id);
        float[] block = made.next(BLOCK);
        AtomicLong blocks = new AtomicLong();
        Duration before = ownTime();
        for (int round = 0; round < 2; round++) { // the first one is for the compiler
            blocks.set(0);
            before = ownTime();
            long end = System.nanoTime() + SCORING.toNanos();
            IntStream.range(0, threads)
                    .mapToObj(i -> Thread.ofPlatform().start(() -> {
                        while (System.nanoTime() < end) {
                            tagger.tag(block, BLOCK);
                            blocks.incrementAndGet();
                        }
                    }))
                    .toList()
                    .forEach(BenchRetagCommand::join);
        }
        double photosScored = (double) blocks.get() * BLOCK;
        double coreSeconds = ownTime().minus(before).toMillis() / 1e3;
        return new Scoring(photosScored / SCORING.toSeconds(), photosScored / coreSeconds);
    }

    /** @return seconds until the release is complete and, if it comes into force, everything is in the outbox */
    private double tag(DataSource dataSource, ReleaseId id, Optional<float[]> labels, boolean cutOver) {
        RetagJobs jobs = new RetagJobs(dataSource);
        ReleaseStore releases = new ReleaseStore(dataSource);
        ReleaseLoader loader = new ReleaseLoader(dataSource);
        long start = System.nanoTime();
        try (JobRunner runner = new JobRunner(
                dataSource,
                List.of(
                        new ScoreWork(releases, loader),
                        new AnnounceWork(releases, loader, new CloudEventAnnouncer(json()), Integer.MAX_VALUE)),
                RetagObserver.NONE,
                threads,
                LOOK)) {
            jobs.start(new Order(id, labels, cutOver, OptionalDouble.empty(), Optional.of("bench")));
            runner.start();
            while (jobs.open().stream().anyMatch(job -> job.kind() != JobKind.RETIRE)) {
                sleep();
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private void report(
            PrintWriter out,
            DataSource dataSource,
            MadeUpCatalog catalog,
            Scoring scoring,
            double begun,
            double everything)
            throws IOException {
        List<JobProgress> jobs = new RetagJobs(dataSource).latest(2);
        if (jobs.stream().anyMatch(job -> job.state() != JobState.DONE)) {
            out.println("a job did not end: " + jobs);
            return;
        }
        JobProgress announced = jobs.getFirst();
        JobProgress tagged = jobs.getLast();
        long rows = catalog.count("select count(*) from photo_tags");
        out.printf(
                "%nscoring alone        %,10.0f photos/s, %d threads, from memory; %,.0f per core second%n",
                scoring.perSecond(), threads, scoring.perCoreSecond());
        out.printf("first version        %,10.0f photos/s, reading and writing%n", begun);
        out.printf(
                "everything           %,10.0f photos/s: %,d photos, %,d of them changed, %,d events in the outbox%n",
                everything, tagged.photosDone(), tagged.photosChanged(), announced.photosDone());
        out.printf("  tagging            %,10.0f photos/s%n", tagged.photosDone() / seconds(tagged));
        out.printf("  announcing         %,10.0f events/s%n", announced.photosDone() / seconds(announced));
        out.printf(
                "rows of photo_tags   %,10d, %.1f a photo and release, %.0f bytes each with indexes%n",
                rows,
                rows / (2.0 * photos),
                (double) catalog.count("select pg_total_relation_size('photo_tags')") / rows);
        out.printf(
                "resident memory      %10.0f MiB at most%s%n",
                (ResidentSize.isExact() ? ResidentSize.peak() : ResidentSize.bytes()) / MIB,
                ResidentSize.isExact() ? "" : " (now)");
        out.flush();
    }

    private void reportProcessorTime(PrintWriter out, ProcessorTime spent) {
        double own = spent.own().toMillis() * 1e3 / photos;
        double database = spent.database().toMillis() * 1e3 / photos;
        out.printf(
                "processor time       %10.1f µs a photo here, %.1f in PostgreSQL: %,.0f photos per core second%n",
                own, database, 1e6 / (own + database));
        out.flush();
    }

    private static double seconds(JobProgress job) {
        return Duration.between(job.createdAt(), job.finishedAt().orElseThrow()).toMillis() / 1e3;
    }

    /** As Quarkus makes it. */
    private static ObjectMapper json() {
        return JsonMapper.builder()
                .findAndAddModules()
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
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

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
