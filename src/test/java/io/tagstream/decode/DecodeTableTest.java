package io.tagstream.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tagstream.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The outcome of every real picture at hand: upright size or reject code, and pixels beside Pillow's. */
class DecodeTableTest {

    private static final int SAMPLES = 1_000;

    private final Decoder full = new Decoder(DecodeLimits.DEFAULTS, 10_000);

    /** File, outcome. */
    static List<String[]> outcomes() {
        return Goldens.table("outcomes.tsv");
    }

    /** What Pillow decodes and we do. */
    static Stream<Golden> goldens() {
        Map<String, String> outcomes =
                new TreeMap<>(outcomes().stream().collect(Collectors.toMap(row -> row[0], row -> row[1])));
        return Goldens.table("table.tsv").stream()
                .map(row -> new Golden(row[0], row[1] + "x" + row[2], row[3], row[4], row[5]))
                .filter(golden ->
                        golden.isDecoded() && outcomes.get(golden.file).contains("x"));
    }

    record Golden(String file, String size, String tolerance, String sha256, String sample) {

        boolean isDecoded() {
            return !tolerance.equals("-");
        }

        @Override
        public String toString() {
            return file;
        }
    }

    @Test
    void theTableHasEveryFile() throws IOException {
        Path root = Path.of("../shared/data");
        assumeTrue(Files.exists(root), () -> root + " is not here");

        List<String> files;
        try (Stream<Path> formats = Files.walk(root.resolve("formats"));
                Stream<Path> photos = Files.walk(root.resolve("photos"))) {
            files = Stream.concat(formats, photos)
                    .filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }

        assertThat(outcomes()).extracting(row -> row[0]).containsExactlyElementsOf(files);
        assertThat(Goldens.table("table.tsv")).extracting(row -> row[0]).containsExactlyElementsOf(files);
    }

    @Test
    void everyFileEndsAsTheTableSays() throws IOException {
        assertThat(full.decodesHeif())
                .as("vipsthumbnail is installed: apt-get install libvips-tools")
                .isTrue();
        StringBuilder expected = new StringBuilder();
        StringBuilder found = new StringBuilder();
        for (String[] row : outcomes()) {
            expected.append(row[0]).append(' ').append(row[1]).append('\n');
            found.append(row[0])
                    .append(' ')
                    .append(outcome(SharedData.read(row[0])))
                    .append('\n');
        }
        assertThat(found).hasToString(expected.toString());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void pixelsAreThoseOfPillow(Golden golden) throws IOException {
        DecodedPhoto photo = full.decode(SharedData.read(golden.file));

        assertThat(photo.image().width() + "x" + photo.image().height()).isEqualTo(golden.size);
        if (golden.tolerance.equals("0")) {
            Goldens.assertHash(photo.image(), golden.sha256);
        } else {
            byte[] sample = HexFormat.of().parseHex(golden.sample);
            int stride = Goldens.stride(photo.image().pixels().length, SAMPLES);
            Goldens.assertClose(photo.image(), sample, stride, golden.tolerance);
        }
    }

    @Test
    void theTableComparesMostOfThem() {
        assertThat(goldens().count()).isGreaterThanOrEqualTo(60);
        assertThat(goldens().filter(golden -> golden.tolerance.equals("0")).count())
                .isGreaterThanOrEqualTo(45);
        assertThat(outcomes()).allSatisfy(row -> assertThat(Arrays.asList(row)).hasSize(2));
    }

    private String outcome(byte[] bytes) {
        try {
            DecodedPhoto photo = full.decode(bytes);
            return photo.width() + "x" + photo.height();
        } catch (Failure failure) {
            return failure.code().name();
        }
    }
}
