package io.tagstream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.clip.SharedData;
import io.tagstream.clip.vision.RgbImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The system's library and OpenCV's have to agree on every pixel, or a photo's embedding would depend on the machine. */
class TurboJpegTest {

    private static TurboJpeg turboJpeg;

    @BeforeAll
    static void isInstalled() {
        assertThat(TurboJpeg.installed())
                .as("libturbojpeg.so.0; on Debian: apt-get install libturbojpeg0")
                .isPresent();
        turboJpeg = TurboJpeg.installed().orElseThrow();
    }

    static List<Path> jpegs() throws IOException {
        try (Stream<Path> formats = Files.walk(SharedData.path("formats"));
                Stream<Path> photos = Files.walk(SharedData.path("photos"))) {
            return Stream.concat(formats, photos)
                    .filter(file -> file.toString().matches("(?i).*\\.jpe?g"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("jpegs")
    void pixelsAreThoseOfOpenCv(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        JpegFile file = JpegFile.read(bytes, DecodeLimits.DEFAULTS);
        if (file.isInk()) {
            return;
        }
        JpegFile asStored = new JpegFile(
                bytes, file.length(), file.width(), file.height(), ExifOrientation.UPRIGHT, file.components());
        for (int reduction : List.of(1, 2, 4, 8)) {
            RgbImage expected = Codec.byOpenCv(asStored, reduction);
            RgbImage actual = turboJpeg.decode(asStored, reduction).orElseThrow();
            assertThat(actual.width()).isEqualTo(expected.width());
            assertThat(Arrays.equals(actual.pixels(), expected.pixels()))
                    .as("1/%d of %s", reduction, path.getFileName())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a JPEG", "\u00FF\u00D8\u00FF\u00D9"})
    void givesUpOnWhatIsNoPicture(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        Optional<RgbImage> image = turboJpeg.decode(new JpegFile(bytes, bytes.length, 8, 8, 1, 3), 1);
        assertThat(image).isEmpty();
    }
}
