package io.tagstream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.ChildJvm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files of every format end as a picture or as a rejection: no crash, no hang, no growth. For longer, set
 * {@code -Dfuzz.cases=10000000}; for other ones {@code -Dfuzz.seed=7}; to repeat one, {@code -Dfuzz.first=} its number.
 */
class FuzzTest {

    private static final long SEED = Long.getLong("fuzz.seed", 20_261_123);
    private static final int FIRST = Integer.getInteger("fuzz.first", 0);
    private static final int CASES = Integer.getInteger("fuzz.cases", 100_000);

    /** A case is some tenths of a millisecond, or seconds where a program is killed; a minute without any is a hang. */
    private static final Duration STANDSTILL = Duration.ofMinutes(1);

    private static final long MOST_GROWTH = 96L << 20;

    private static final Pattern RESULT = Pattern.compile("decoded (\\d+) early (\\d+) late (\\d+)");

    @TempDir
    private Path folder;

    @Test
    void damagedFilesAreDecodedOrRejected() throws IOException, InterruptedException {
        Path progress = folder.resolve("progress");
        List<String> arguments = new ArrayList<>(
                List.of(Long.toString(SEED), Integer.toString(FIRST), Integer.toString(CASES), progress.toString()));
        Stream.of("avif_hopper.heif", "avif_transparency.avif", "avif_exif.avif")
                .map(name -> Path.of("../shared/data/formats/pillow").resolve(name))
                .filter(Files::exists)
                .forEach(file -> arguments.add(file.toString()));
        List<String> options = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:-CreateCoredumpOnCrash");
        try (ChildJvm child = ChildJvm.start(folder, FuzzedDecoding.class, options, arguments)) {
            ByteBuffer before = ByteBuffer.allocate(0);
            while (!child.waitFor(STANDSTILL)) {
                ByteBuffer now = ByteBuffer.wrap(Files.readAllBytes(progress));
                assertThat(now).as("%s hangs", where(progress)).isNotEqualTo(before);
                before = now;
            }
            assertThat(child.exitStatus())
                    .as("%s%n%s%n%s", where(progress), child.output(), child.endOfErrors())
                    .isZero();
            requireNoGrowth(child.output());
        }
    }

    private static void requireNoGrowth(String output) {
        Matcher result = RESULT.matcher(output);
        assertThat(result.find()).as(output).isTrue();
        assertThat(Long.parseLong(result.group(1)))
                .as("some damage does not matter")
                .isGreaterThan(CASES / 100);
        long growth = Long.parseLong(result.group(3)) - Long.parseLong(result.group(2));
        assertThat(growth).as(output).isLessThan(MOST_GROWTH);
    }

    private static String where(Path progress) throws IOException {
        List<Integer> cases = new ArrayList<>();
        ByteBuffer numbers = ByteBuffer.wrap(Files.exists(progress) ? Files.readAllBytes(progress) : new byte[0]);
        while (numbers.remaining() >= Integer.BYTES) {
            cases.add(numbers.getInt());
        }
        return "seed %d, one of the cases %s".formatted(SEED, cases);
    }
}
