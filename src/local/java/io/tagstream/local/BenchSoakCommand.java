package io.tagstream.local;

import io.tagstream.clip.ArchiveImporter;
import io.tagstream.clip.ClipDevice;
import io.tagstream.clip.ClipModel;
import io.tagstream.clip.ClipOptions;
import io.tagstream.clip.archive.Precision;
import io.tagstream.clip.vision.RgbImage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tagstream bench soak}: whether memory grows while the model runs. */
@Command(
        name = "soak",
        description = {
            "Resizes and encodes random pictures and texts, in batches of every size, and prints the resident size of the process.",
            "Native memory that is not freed shows here: libtorch's tensors and the tokenizer's are outside of the Java heap."
        },
        mixinStandardHelpOptions = true)
final class BenchSoakCommand implements Runnable {

    private static final int STEPS = 20;

    /** Of the steps: the first batches of each size, the compiler and the heap make a process grow for good reasons. */
    private static final int WARM_UP = 4;

    /** Less than the smallest thing that could be lost with every encode: an embedding, a row of ids, a handle of libtorch. */
    private static final int MAX_BYTES_PER_ENCODE = 256;

    private static final int MAX_BATCH = 16;
    private static final int LONGEST_SIDE = 400;
    private static final int MOST_WORDS = 100;
    private static final double MIB = 1 << 20;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--model", paramLabel = "DIR", description = "A snapshot (default: the demo model)")
    private Path model = Home.path("src/demo-model/snapshot");

    @Option(names = "--encodes", description = "Pictures and texts, half of each (default: ${DEFAULT-VALUE})")
    private int encodes = 100_000;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Where archives are kept (default: $${sys:user.home}/.cache/tagstream)",
            defaultValue = "${sys:user.home}/.cache/tagstream")
    private Path cache = Path.of("");

    private final Random random = new Random(1);

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        try (ClipModel clip = ClipModel.load(
                new ArchiveImporter(cache).importSnapshot(model, Precision.FLOAT32),
                new ClipOptions("soak", ClipDevice.CPU, 0))) {
            out.printf("%8s %14s %14s %12s%n", "encodes", "resident MiB", "heap used MiB", "encodes/s");
            int step = Math.max(1, encodes / STEPS);
            List<Long> sizes = new ArrayList<>();
            for (int done = 0; done < encodes; ) {
                long start = System.nanoTime();
                int before = done;
                while (done < before + step) {
                    done += encode(clip, 1 + random.nextInt(MAX_BATCH));
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                sizes.add(report(out, done, (done - before) / seconds));
            }
            judge(out, sizes, step);
        }
    }

    /** One pass of pictures and one of texts, half of {@code 2 * batch} each. */
    private int encode(ClipModel clip, int batch) {
        clip.embedImages(IntStream.range(0, batch)
                .mapToObj(i -> clip.preprocess(picture()))
                .toList());
        clip.embedTexts(IntStream.range(0, batch).mapToObj(i -> text()).toList());
        return 2 * batch;
    }

    private RgbImage picture() {
        int width = 1 + random.nextInt(LONGEST_SIDE);
        int height = Math.max(1, width / 2 + random.nextInt(width));
        byte[] pixels = new byte[3 * width * height];
        random.nextBytes(pixels);
        return new RgbImage(width, height, pixels);
    }

    /** Of no words to more than fit. */
    private String text() {
        return String.join(
                " ",
                random.ints(random.nextInt(MOST_WORDS), 0, 1 << 20)
                        .mapToObj(i -> Integer.toString(i, Character.MAX_RADIX))
                        .toList());
    }

    private static long report(PrintWriter out, int done, double rate) {
        System.gc(); // so that garbage that waits to be collected does not look like a leak
        Runtime runtime = Runtime.getRuntime();
        long resident = ResidentSize.bytes();
        out.printf(
                "%8d %14.1f %14.1f %12.0f%n",
                done, resident / MIB, (runtime.totalMemory() - runtime.freeMemory()) / MIB, rate);
        out.flush();
        return resident;
    }

    private void judge(PrintWriter out, List<Long> sizes, int step) {
        if (sizes.size() <= WARM_UP) {
            out.println("too few steps to say whether it grows");
            return;
        }
        long growth = sizes.getLast() - sizes.get(WARM_UP - 1);
        double each = (double) growth / ((long) step * (sizes.size() - WARM_UP));
        out.printf(
                "%s: %+.1f MiB after the first %d %%, which is %+.0f bytes an encode (up to %d counts as flat)%n",
                each > MAX_BYTES_PER_ENCODE ? "GROWS" : "FLAT",
                growth / MIB,
                100 * WARM_UP / STEPS,
                each,
                MAX_BYTES_PER_ENCODE);
        out.flush();
    }
}
