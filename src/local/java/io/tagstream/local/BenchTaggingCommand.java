package io.tagstream.local;

import io.tagstream.tagging.Fitting;
import io.tagstream.tagging.ProductSpeed;
import io.tagstream.tagging.Tagger;
import io.tagstream.taxonomy.LabelMatrix;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tagstream bench tagging}: from embeddings to tags, as when a catalog is tagged again. */
@Command(
        name = "tagging",
        description = {
            "Photos per second from embedding to tags, and what part of the time is the matrix product, by a made-up taxonomy of",
            "one-of and any-of facets. Per core second is by processor time, so that it says something on a busy machine, too."
        },
        mixinStandardHelpOptions = true)
final class BenchTaggingCommand implements Callable<Integer> {

    private static final double LOGIT_SCALE = 100;

    /** What a worker that tags a catalog again takes at a time. */
    private static final int CHUNK = 1_000;

    /** As {@link Tagger} takes them. */
    private static final int BLOCK = 64;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--tags", description = "Of the taxonomy (default: ${DEFAULT-VALUE})")
    private int tags = 1_000;

    @Option(names = "--dimensions", description = "Of an embedding (default: ${DEFAULT-VALUE}, as ViT-L/14's)")
    private int dimensions = 768;

    @Option(names = "--photos", description = "Different ones (default: ${DEFAULT-VALUE})")
    private int photos = 20_000;

    @Option(names = "--threads", description = "At most; 0 is one per core (default: ${DEFAULT-VALUE})")
    private int threads;

    @Option(names = "--seconds", description = "For each figure and round (default: ${DEFAULT-VALUE})")
    private double seconds = 3;

    @Option(names = "--rounds", description = "The median counts (default: ${DEFAULT-VALUE})")
    private int rounds = 3;

    /** Work on the chunk of photos that is given. */
    @FunctionalInterface
    private interface Work {
        void run(float[] embeddings, int photos);
    }

    /** @param photosPerCoreSecond by the processor time that was spent */
    private record Speed(double photosPerSecond, double photosPerCoreSecond) {}

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        PrintWriter out = spec.commandLine().getOut();
        DrawnTaxonomy drawn = new DrawnTaxonomy(dimensions);
        LabelMatrix labels = LabelMatrix.compile(drawn.taxonomy(tags), "drawn", drawn::encode);
        List<float[]> chunks = chunks(drawn.photos(photos, tags));
        Tagger tagger = new Tagger(labels, Fitting.none("drawn"), LOGIT_SCALE);
        ProductSpeed products = new ProductSpeed(labels, BLOCK);
        long given = chunks.stream()
                .flatMap(chunk -> tagger.tag(chunk, chunk.length / dimensions).stream())
                .mapToLong(tagging -> tagging.tags().size())
                .sum();
        out.printf(
                Locale.ROOT,
                "%d tags, %d rows of %d dimensions, %d photos with %.1f tags each%n%n%-12s %12s %16s %14s %10s %10s%n",
                tags,
                labels.rowCount(),
                dimensions,
                photos,
                (double) given / photos,
                "",
                "photos/s",
                "per core second",
                "GFLOP/s a core",
                "product",
                "decision");
        int most = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        for (int count : most == 1 ? List.of(1) : List.of(1, most)) {
            Speed tagging = median(chunks, count, tagger::tag);
            Speed product = median(chunks, count, products::run);
            double share = tagging.photosPerCoreSecond() / product.photosPerCoreSecond();
            out.printf(
                    Locale.ROOT,
                    "%-12s %,12.0f %,16.0f %14.0f %8.0f %% %8.0f %%%n",
                    count + (count == 1 ? " thread" : " threads"),
                    tagging.photosPerSecond(),
                    tagging.photosPerCoreSecond(),
                    product.photosPerCoreSecond() * 2 * labels.rowCount() * dimensions / 1e9,
                    100 * share,
                    100 * (1 - share));
            out.flush();
        }
        return 0;
    }

    private List<float[]> chunks(float[] embeddings) {
        List<float[]> chunks = new ArrayList<>();
        for (int first = 0; first < photos; first += CHUNK) {
            int end = Math.min(first + CHUNK, photos);
            chunks.add(Arrays.copyOfRange(embeddings, first * dimensions, end * dimensions));
        }
        return chunks;
    }

    /** After a round that warms up. */
    private Speed median(List<float[]> chunks, int count, Work work) throws InterruptedException, ExecutionException {
        List<Speed> speeds = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            Speed speed = measure(chunks, count, work);
            if (round > 0) {
                speeds.add(speed);
            }
        }
        double[] wall =
                speeds.stream().mapToDouble(Speed::photosPerSecond).sorted().toArray();
        double[] core =
                speeds.stream().mapToDouble(Speed::photosPerCoreSecond).sorted().toArray();
        return new Speed(wall[wall.length / 2], core[core.length / 2]);
    }

    private Speed measure(List<float[]> chunks, int count, Work work) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        List<Future<long[]>> running = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(count)) {
            for (int thread = 0; thread < count; thread++) {
                int first = thread;
                running.add(executor.submit(() -> run(chunks, first, start, work)));
            }
        }
        long done = 0;
        long processor = 0;
        for (Future<long[]> future : running) {
            done += future.get()[0];
            processor += future.get()[1];
        }
        return new Speed(done / ((System.nanoTime() - start) / 1e9), done / (processor / 1e9));
    }

    /** @return photos, and nanoseconds of processor time */
    private long[] run(List<float[]> chunks, int first, long start, Work work) {
        long processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long done = 0;
        for (int i = first; System.nanoTime() - start < seconds * 1e9; i++) {
            float[] chunk = chunks.get(i % chunks.size());
            work.run(chunk, chunk.length / dimensions);
            done += chunk.length / dimensions;
        }
        return new long[] {done, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - processor};
    }
}
