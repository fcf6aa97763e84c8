package io.tagstream.local;

import io.tagstream.clip.ArchiveImporter;
import io.tagstream.clip.ClipDevice;
import io.tagstream.clip.ClipModel;
import io.tagstream.clip.ClipOptions;
import io.tagstream.clip.DeviceChoice;
import io.tagstream.clip.MatrixPeak;
import io.tagstream.clip.PrecisionChoice;
import io.tagstream.clip.archive.Precision;
import io.tagstream.clip.checkpoint.ModelSize;
import io.tagstream.clip.checkpoint.Snapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tagstream bench model}: how fast a model runs here, and how far that is from what the hardware allows. */
@Command(
        name = "model",
        description = {
            "Pictures and texts per second for each precision and batch size, the operations per second that this comes to,",
            "and their share of the fastest matrix product measured here. With --python, Hugging Face transformers runs the same",
            "snapshot on the same inputs in between, so that both see the same machine."
        },
        mixinStandardHelpOptions = true)
final class BenchModelCommand implements Callable<Integer> {

    private static final int INPUTS = 64;

    private static final List<String> THINGS = List.of(
            "cat",
            "dog",
            "mountain lake",
            "birthday party",
            "red bicycle",
            "plate of pasta",
            "passport",
            "sunset at sea");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--model", paramLabel = "DIR", description = "A snapshot (default: the demo model)")
    private Path model = Home.path("src/demo-model/snapshot");

    @Option(
            names = "--precision",
            split = ",",
            description = "${COMPLETION-CANDIDATES} (default: float32 and what auto comes to)")
    private List<PrecisionChoice> precisions = List.of(PrecisionChoice.FLOAT32, PrecisionChoice.AUTO);

    @Option(names = "--batch", split = ",", description = "Pictures at a time (default: 1,2,4,8,16)")
    private List<Integer> batches = List.of(1, 2, 4, 8, 16);

    @Option(names = "--texts", split = ",", description = "Texts at a time (default: 1,16,64)")
    private List<Integer> textBatches = List.of(1, 16, 64);

    @Option(
            names = "--device",
            description = "auto, cpu, cuda:0; the first one is measured (default: ${DEFAULT-VALUE})")
    private String device = "cpu";

    @Option(names = "--threads", description = "Of a forward pass; 0 is one per core (default: ${DEFAULT-VALUE})")
    private int threads;

    @Option(names = "--seconds", description = "For each figure and round (default: ${DEFAULT-VALUE})")
    private double seconds = 5;

    @Option(
            names = "--rounds",
            description = "All figures in turn, so often; the median counts (default: ${DEFAULT-VALUE})")
    private int rounds = 3;

    @Option(
            names = "--python",
            paramLabel = "FILE",
            description = "A Python with torch and transformers, to run them beside (default: no comparison)")
    private Optional<Path> python = Optional.empty();

    @Option(
            names = "--ways",
            split = ",",
            description =
                    "How transformers is run: default is as from_pretrained comes, float32 (default: default,bfloat16)")
    private List<String> ways = List.of("default", "bfloat16");

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Where archives are kept (default: $${sys:user.home}/.cache/tagstream)",
            defaultValue = "${sys:user.home}/.cache/tagstream")
    private Path cache = Path.of("");

    /** One figure: a name for people, how to measure it, and what an item costs. */
    private record Figure(String name, DoubleSupplier measure, double operations, Optional<Precision> ours) {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<ClipModel> models = new ArrayList<>();
        try {
            ClipDevice where =
                    ClipModel.devices(DeviceChoice.parse(device), threads).getFirst();
            Map<Precision, ClipModel> byPrecision = new LinkedHashMap<>();
            for (PrecisionChoice choice : precisions) {
                byPrecision.computeIfAbsent(choice.on(where.isGpu()), precision -> load(precision, where, models));
            }
            ClipModel first = models.getFirst();
            List<byte[]> pixels = pixels(first.imageSize());
            Optional<Transformers> reference = python.map(file -> Transformers.start(file, model, pixels, texts()));
            try {
                ModelSize size = ModelSize.of(Snapshot.read(model).config());
                describe(out, size, first, where);
                Map<Precision, Double> peaks = new LinkedHashMap<>();
                for (Precision precision : byPrecision.keySet()) {
                    peaks.put(precision, MatrixPeak.operationsPerSecond(precision, where, threads));
                    out.printf("matrix peak, %s: %.0f GFLOP/s%n", precision.label(), peaks.get(precision) / 1e9);
                }
                print(out, figures(byPrecision, size, pixels, reference), peaks);
            } finally {
                reference.ifPresent(Transformers::close);
            }
        } finally {
            models.forEach(ClipModel::close);
        }
        return 0;
    }

    private ClipModel load(Precision precision, ClipDevice where, List<ClipModel> models) {
        ClipModel loaded = ClipModel.load(
                new ArchiveImporter(cache).importSnapshot(model, precision), new ClipOptions("bench", where, threads));
        models.add(loaded);
        return loaded;
    }

    private static List<byte[]> pixels(int side) {
        Random random = new Random(1);
        return IntStream.range(0, INPUTS)
                .mapToObj(i -> {
                    byte[] planes = new byte[3 * side * side];
                    random.nextBytes(planes);
                    return planes;
                })
                .toList();
    }

    private static List<String> texts() {
        return IntStream.range(0, INPUTS)
                .mapToObj(i -> "a photo of a " + THINGS.get(i % THINGS.size()))
                .toList();
    }

    private void describe(PrintWriter out, ModelSize size, ClipModel clip, ClipDevice where) {
        out.printf(
                "%s: %.1f million parameters, %.2f GFLOP a picture of %d pixels, on %s, %s%n",
                model.getFileName(),
                size.parameters() / 1e6,
                size.imageOperations() / 1e9,
                clip.imageSize(),
                where,
                threads == 0 ? Runtime.getRuntime().availableProcessors() + " cores" : threads + " threads");
    }

    private List<Figure> figures(
            Map<Precision, ClipModel> models, ModelSize size, List<byte[]> pixels, Optional<Transformers> reference) {
        List<Figure> figures = new ArrayList<>();
        for (int batch : batches) {
            List<byte[]> chosen = IntStream.range(0, batch)
                    .mapToObj(i -> pixels.get(i % INPUTS))
                    .toList();
            models.forEach((precision, clip) -> figures.add(new Figure(
                    "pictures x %d, tagstream %s".formatted(batch, precision.label()),
                    () -> rate(batch, () -> clip.embedImages(chosen)),
                    size.imageOperations(),
                    Optional.of(precision))));
            for (String way : ways) {
                reference.ifPresent(transformers -> figures.add(new Figure(
                        "pictures x %d, transformers %s".formatted(batch, way),
                        () -> transformers.measure("images %s %d %s".formatted(way, batch, seconds)),
                        size.imageOperations(),
                        Optional.empty())));
            }
        }
        for (int batch : textBatches) {
            List<String> chosen = IntStream.range(0, batch)
                    .mapToObj(i -> texts().get(i % INPUTS))
                    .toList();
            models.forEach((precision, clip) -> figures.add(new Figure(
                    "texts x %d, tagstream %s".formatted(batch, precision.label()),
                    () -> rate(batch, () -> clip.embedTexts(chosen)),
                    0,
                    Optional.of(precision))));
            for (String way : ways) {
                for (String padding : List.of("", " padded")) {
                    reference.ifPresent(transformers -> figures.add(new Figure(
                            "texts x %d, transformers %s%s".formatted(batch, way, padding),
                            () -> transformers.measure("texts %s %d %s%s".formatted(way, batch, seconds, padding)),
                            0,
                            Optional.empty())));
                }
            }
        }
        return figures;
    }

    /** Once to warm up, then over and over. */
    private double rate(int batch, Runnable pass) {
        pass.run();
        long start = System.nanoTime();
        long done = 0;
        double spent = 0;
        while (spent < seconds) {
            pass.run();
            done += batch;
            spent = (System.nanoTime() - start) / 1e9;
        }
        return done / spent;
    }

    private void print(PrintWriter out, List<Figure> figures, Map<Precision, Double> peaks) {
        double[][] rates = new double[figures.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < figures.size(); i++) {
                rates[i][round] = figures.get(i).measure.getAsDouble();
            }
        }
        out.printf("%n%-44s %10s %10s %8s%n", "", "a second", "GFLOP/s", "of peak");
        for (int i = 0; i < figures.size(); i++) {
            Figure figure = figures.get(i);
            double rate = median(rates[i]);
            double operations = rate * figure.operations;
            String share = figure.ours
                    .filter(precision -> operations > 0)
                    .map(precision -> "%.0f %%".formatted(100 * operations / peaks.get(precision)))
                    .orElse("");
            out.printf(
                    "%-44s %10.2f %10s %8s%n",
                    figure.name, rate, operations > 0 ? "%.0f".formatted(operations / 1e9) : "", share);
        }
        out.flush();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
