package io.tagstream.decode;

import io.tagstream.failure.Disposition;
import io.tagstream.failure.Failure;
import io.tagstream.local.ResidentSize;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Decodes damaged files until it is through or something is wrong: the part of {@link FuzzTest} that may crash. Arguments: seed, first
 * case, cases, a file for the progress, and more files to damage.
 */
final class FuzzedDecoding {

    /** Small, so that a declared size that passes costs little. */
    private static final DecodeLimits LIMITS =
            new DecodeLimits(1_000_000, 20_000, 4_000_000, 20, Duration.ofSeconds(10), 1L << 30);

    private static final int MODEL = 8;

    /** Of the damaged HEIFs that still look like one, how many start the program: a process takes a thousand times a case. */
    private static final int ONE_PROCESS_IN = 200;

    private final long seed;
    private final List<List<byte[]>> kinds;
    private final Decoder decoder = new Decoder(LIMITS, MODEL, new HeifProgram(Optional.empty()));
    private final Decoder withProgram = new Decoder(LIMITS, MODEL);

    private FuzzedDecoding(long seed, List<List<byte[]>> kinds) {
        this.seed = seed;
        this.kinds = kinds;
    }

    public static void main(String... arguments) throws Exception {
        long seed = Long.parseLong(arguments[0]);
        int first = Integer.parseInt(arguments[1]);
        int cases = Integer.parseInt(arguments[2]);
        FuzzedDecoding decoding =
                new FuzzedDecoding(seed, kinds(List.of(arguments).subList(4, arguments.length)));
        try (RandomAccessFile file = new RandomAccessFile(arguments[3], "rw")) {
            int threads = Runtime.getRuntime().availableProcessors();
            MappedByteBuffer progress =
                    file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, (long) Integer.BYTES * threads);
            System.exit(decoding.run(first, cases, threads, progress));
        }
    }

    /** Files by format, so that each format is met as often as any other, however many variants it has. */
    private static List<List<byte[]>> kinds(List<String> more) throws IOException {
        List<List<byte[]>> kinds = new ArrayList<>();
        for (String kind : List.of("jpeg", "png", "webp", "gif", "bmp", "tiff")) {
            kinds.add(VariantsTest.variants().stream()
                    .filter(variant -> variant.name().startsWith(kind))
                    .map(VariantsTest.Variant::file)
                    .toList());
        }
        List<byte[]> heifs = new ArrayList<>();
        for (String file : more) {
            heifs.add(Files.readAllBytes(Path.of(file)));
        }
        if (!heifs.isEmpty()) {
            kinds.add(heifs);
        }
        return kinds;
    }

    private int run(int first, int cases, int threads, MappedByteBuffer progress) throws Exception {
        part(first, cases / 3, threads, progress);
        long early = ResidentSize.isExact() ? ResidentSize.bytes() : 0;
        int decoded = part(first + cases / 3, cases - cases / 3, threads, progress);
        long late = ResidentSize.isExact() ? ResidentSize.bytes() : 0;
        System.out.printf("decoded %d early %d late %d%n", decoded, early, late);
        return 0;
    }

    private int part(int first, int cases, int threads, MappedByteBuffer progress) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Integer>> parts = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int offset = thread;
                parts.add(pool.submit(() -> every(threads, offset, first, cases, progress)));
            }
            int decoded = 0;
            for (Future<Integer> part : parts) {
                decoded += part.get();
            }
            return decoded;
        }
    }

    private int every(int step, int offset, int first, int cases, MappedByteBuffer progress) {
        int decoded = 0;
        for (int i = first + offset; i < first + cases; i += step) {
            progress.putInt(Integer.BYTES * offset, i);
            decoded += decode(i) ? 1 : 0;
        }
        return decoded;
    }

    private boolean decode(int number) {
        Random random = new Random(seed * 1_000_003 + number);
        byte[] file = new Mutation(random).of(kinds.get(number % kinds.size()));
        boolean process = number % kinds.size() == 6 && random.nextInt(ONE_PROCESS_IN) == 0;
        try {
            DecodedPhoto photo = (process ? withProgram : decoder).decode(file);
            require(photo.image().width() <= LIMITS.maxSide(), "a side over the limit", number, file);
            return true;
        } catch (Failure failure) {
            require(failure.code().disposition() == Disposition.REJECT, failure.toString(), number, file);
            return false;
        } catch (RuntimeException | Error surprise) {
            surprise.printStackTrace();
            require(false, surprise.toString(), number, file);
            return false;
        }
    }

    private void require(boolean fine, String otherwise, int number, byte[] file) {
        if (!fine) {
            System.out.printf(
                    "seed %d, case %d: %s%n%s%n",
                    seed, number, otherwise, HexFormat.of().formatHex(file));
            System.out.flush();
            Runtime.getRuntime().halt(3);
        }
    }
}
