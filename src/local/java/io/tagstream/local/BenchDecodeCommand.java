package io.tagstream.local;

import io.tagstream.clip.ArchiveImporter;
import io.tagstream.clip.ClipDevice;
import io.tagstream.clip.ClipModel;
import io.tagstream.clip.ClipOptions;
import io.tagstream.clip.archive.Precision;
import io.tagstream.decode.DecodeLimits;
import io.tagstream.decode.DecodedPhoto;
import io.tagstream.decode.Decoder;
import io.tagstream.failure.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagstream bench decode}: from a file's bytes to the model's square. */
@Command(
        name = "decode",
        description = {
            "Milliseconds from a photo's bytes to the model's pixels on one core, beside Pillow on the same files in turn,",
            "and photos per second with all cores. Without FOLDER, drawn JPEGs of 12 megapixels."
        },
        mixinStandardHelpOptions = true)
final class BenchDecodeCommand implements Callable<Integer> {

    private static final int DRAWN = 6;
    private static final Duration ALL_CORES = Duration.ofSeconds(10);

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "Photos of any format")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--rounds", description = "Over all photos, after one that warms up (default: ${DEFAULT-VALUE})")
    private int rounds = 10;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Whose square it is (default: the demo model, 64 pixels)")
    private Path model = Home.path("src/demo-model/snapshot");

    @Option(names = "--python", paramLabel = "PATH", description = "One with Pillow (default: ${DEFAULT-VALUE})")
    private String python = "python3";

    /** One decoding of one photo. */
    private record Run(String kind, double megapixels, double millis, Optional<Pillow.Times> pillow) {}

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path temporary = Files.createTempDirectory("tagstream-bench-");
        try (ClipModel clip = ClipModel.load(
                new ArchiveImporter(temporary.resolve("model")).importSnapshot(model, Precision.FLOAT32),
                new ClipOptions("bench", ClipDevice.CPU, 1))) {
            List<Path> photos = photos(temporary);
            Decoder decoder = new Decoder(DecodeLimits.DEFAULTS, clip.imageSize()).warmedUp();
            Optional<Pillow> pillow = Pillow.start(python, clip.imageSize());
            try {
                out.printf("%d photos, a square of %d pixels, %s%n%n", photos.size(), clip.imageSize(), beside(pillow));
                out.flush();
                report(out, runs(decoder, clip, pillow, photos));
            } finally {
                pillow.ifPresent(Pillow::close);
            }
            allCores(out, decoder, clip, photos);
            return 0;
        } finally {
            delete(temporary);
        }
    }

    private String beside(Optional<Pillow> pillow) {
        return pillow.map(each -> "beside Pillow " + each.version())
                .orElse("without Pillow: no Python with it at " + python);
    }

    private List<Run> runs(Decoder decoder, ClipModel clip, Optional<Pillow> pillow, List<Path> photos)
            throws IOException {
        List<Run> runs = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            for (Path photo : photos) {
                Optional<Run> run = run(decoder, clip, pillow, photo);
                if (round > 0) { // the first one warms up
                    run.ifPresent(runs::add);
                }
            }
        }
        return runs;
    }

    private List<Path> photos(Path temporary) throws IOException {
        if (folder.isEmpty()) {
            return DrawnPhotos.write(Files.createDirectory(temporary.resolve("photos")), DRAWN);
        }
        try (Stream<Path> files = Files.walk(folder.get())) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Empty for what is no photo, or one that is rejected. */
    private static Optional<Run> run(Decoder decoder, ClipModel clip, Optional<Pillow> pillow, Path photo)
            throws IOException {
        byte[] bytes = Files.readAllBytes(photo);
        try {
            long start = System.nanoTime();
            DecodedPhoto decoded = decoder.decode(bytes);
            clip.preprocess(decoded.image());
            double millis = (System.nanoTime() - start) / 1e6;
            long reduction = Math.round((double) Math.max(decoded.width(), decoded.height())
                    / Math.max(decoded.image().width(), decoded.image().height()));
            return Optional.of(new Run(
                    "%s%s 1/%d".formatted(decoded.format(), isProgressive(bytes) ? " progressive" : "", reduction),
                    decoded.width() * decoded.height() / 1e6,
                    millis,
                    pillow.flatMap(each -> each.decode(photo))));
        } catch (Failure rejected) {
            return Optional.empty();
        }
    }

    /** A progressive JPEG takes several times as long, whoever decodes it: its frame header is FF C2. */
    private static boolean isProgressive(byte[] bytes) {
        for (int i = 2; i + 3 < bytes.length && bytes[i] == (byte) 0xFF; ) {
            if (bytes[i + 1] == (byte) 0xC2) {
                return true;
            }
            i += 2 + (((bytes[i + 2] & 0xFF) << 8) | (bytes[i + 3] & 0xFF));
        }
        return false;
    }

    private static void report(PrintWriter out, List<Run> runs) {
        Map<String, List<Run>> kinds = new TreeMap<>();
        runs.forEach(
                run -> kinds.computeIfAbsent(run.kind, _ -> new ArrayList<>()).add(run));
        out.println("Medians. Pillow: Image.open, convert(\"RGB\"), bicubic resize, crop; draft lets libjpeg reduce.");
        out.printf(
                "%-20s %6s %8s %8s %8s %10s %10s %8s %8s%n",
                "format", "runs", "MP", "ms", "ms/MP", "Pillow ms", "draft ms", "times", "draft");
        kinds.forEach((kind, all) -> {
            double millis = median(all, Run::millis);
            List<Run> compared =
                    all.stream().filter(run -> run.pillow.isPresent()).toList();
            double full = median(compared, run -> run.pillow.orElseThrow().full());
            double draft = median(compared, run -> run.pillow.orElseThrow().draft());
            out.printf(
                    "%-20s %6d %8.2f %8.2f %8.2f %10.2f %10.2f %8.2f %8.2f%n",
                    kind,
                    all.size(),
                    median(all, Run::megapixels),
                    millis,
                    median(all, run -> run.millis / run.megapixels),
                    full,
                    draft,
                    full / millis,
                    draft / millis);
        });
        out.flush();
    }

    /** Not a number where there is nothing. */
    private static double median(List<Run> runs, ToDoubleFunction<Run> value) {
        List<Double> sorted = runs.stream()
                .map(value::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    private static void allCores(PrintWriter out, Decoder decoder, ClipModel clip, List<Path> photos) throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        long start = System.nanoTime();
        long end = start + ALL_CORES.toNanos();
        try (ExecutorService pool = Executors.newFixedThreadPool(cores)) {
            List<Future<Integer>> threads = new ArrayList<>();
            for (int i = 0; i < cores; i++) {
                threads.add(pool.submit(() -> {
                    while (System.nanoTime() < end) {
                        Path photo = photos.get(next.getAndIncrement() % photos.size());
                        run(decoder, clip, Optional.empty(), photo).ifPresent(_ -> done.incrementAndGet());
                    }
                    return done.get();
                }));
            }
            for (Future<Integer> thread : threads) {
                thread.get();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf("%n%.1f photos/s with %d threads, reading the files included%n", done.get() / seconds, cores);
        out.flush();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
