package io.tagstream.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExifTest {

    private static final byte[] BLOCK = camera(ByteOrder.BIG_ENDIAN).bytes();

    @ParameterizedTest
    @ValueSource(strings = {"BIG_ENDIAN", "LITTLE_ENDIAN"})
    void readsWhatTheCameraSays(String order) {
        Exif exif = Exif.ofBlock(camera(order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                .bytes());

        assertIsTheCameras(exif);
        assertThat(exif.withoutPosition().position()).isEmpty();
        assertThat(exif.withoutPosition().takenAt()).isPresent();
    }

    @Test
    void findsItInEachFormat() throws IOException {
        byte[] prefixed = Pictures.join("Exif\0\0".getBytes(US_ASCII), BLOCK);
        byte[] png = Pictures.png(1, 1, 8, 0, new byte[2], Pictures.chunk("eXIf", BLOCK));
        byte[] webp = Pictures.join(
                "RIFF\0\0\0\0WEBPEXIF".getBytes(US_ASCII),
                new byte[] {(byte) prefixed.length, (byte) (prefixed.length >> 8), 0, 0},
                prefixed);
        byte[] heif = Pictures.join("\0\0\0\bfree Exif\0\0 \0\0\0\6".getBytes(US_ASCII), prefixed, new byte[20]);

        assertIsTheCameras(Exif.of(Pictures.withExif(Pictures.jpeg(8, 8, false), BLOCK), ImageFormat.JPEG));
        assertIsTheCameras(Exif.of(png, ImageFormat.PNG));
        assertIsTheCameras(Exif.of(webp, ImageFormat.WEBP));
        assertIsTheCameras(Exif.of(heif, ImageFormat.HEIC));
        assertIsTheCameras(Exif.of(BLOCK, ImageFormat.TIFF));
        assertThat(Exif.of(prefixed, ImageFormat.BMP)).isEqualTo(Exif.NONE);
    }

    @Test
    void aFileWithoutExifSaysNothing() throws IOException {
        assertThat(Exif.of(Pictures.jpeg(8, 8, true), ImageFormat.JPEG)).isEqualTo(Exif.NONE);
        assertThat(Exif.of(new byte[100], ImageFormat.AVIF)).isEqualTo(Exif.NONE);
        assertThat(Exif.of("Exif\0\0".getBytes(US_ASCII), ImageFormat.HEIC)).isEqualTo(Exif.NONE);
    }

    @Test
    void textIsTrimmedAndHoldsNothingThatPostgresqlRefuses() {
        Exif exif = Exif.ofBlock(new ExifWriter(ByteOrder.LITTLE_ENDIAN)
                .text(ExifFields.MAKE, "  NIKON\tCOR\u0001PORATION   \0rest\0")
                .text(ExifFields.MODEL, "x".repeat(500))
                .bytes());

        assertThat(exif.cameraMake()).contains("NIKONCORPORATION");
        assertThat(exif.cameraModel()).contains("x".repeat(Exif.MAX_TEXT));
        assertThat(Exif.ofBlock(new ExifWriter(ByteOrder.BIG_ENDIAN)
                                .text(ExifFields.MAKE, " \0 ")
                                .bytes())
                        .cameraMake())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000:00:00 00:00:00",
                "2024:02:30 10:00:00",
                "2024:01:01 24:00:00",
                "    :  :     :  :  ",
                "2024-01-01 10:00:00",
                "yesterday"
            })
    void aTimeThatIsNoneIsAbsent(String time) {
        ExifWriter shot =
                new ExifWriter(ByteOrder.BIG_ENDIAN).text(0x9003, time).text(0x9011, "+02:00");

        Exif exif = Exif.ofBlock(new ExifWriter(ByteOrder.BIG_ENDIAN)
                .directory(ExifFields.SHOT, shot)
                .bytes());

        assertThat(exif.takenAt()).isEmpty();
        assertThat(exif.takenOffset()).as("of no time").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+99:00", "+02", "   :  ", "UTC"})
    void anOffsetThatIsNoneLeavesTheTime(String offset) {
        ExifWriter shot = new ExifWriter(ByteOrder.BIG_ENDIAN)
                .text(0x9003, "2024:07:01 10:00:00")
                .text(0x9011, offset);

        Exif exif = Exif.ofBlock(new ExifWriter(ByteOrder.BIG_ENDIAN)
                .directory(ExifFields.SHOT, shot)
                .bytes());

        assertThat(exif.takenAt()).contains(LocalDateTime.of(2024, 7, 1, 10, 0));
        assertThat(exif.takenOffset()).isEmpty();
    }

    @Test
    void aPlaceThatIsNoneIsAbsent() {
        assertThat(position("N", 91, 1, "E", 5, 1).position()).isEmpty();
        assertThat(position("N", 60, 0, "E", 5, 1).position()).isEmpty();
        assertThat(position("N", 0, 1, "E", 0, 1).position()).isEmpty();
        assertThat(position("?", 60, 1, "E", 5, 1).position()).isEmpty();
        assertThat(position("S", 60, 1, "W", 5, 1).position()).contains(new Exif.Position(-60, -5));
    }

    /** Every byte of the block wrong in every way that a bit can be, and noise: an answer or none, never an exception. */
    @Test
    void damageIsNoReasonToFail() {
        Random random = new Random(16);
        for (int i = 0; i < 200_000; i++) {
            byte[] damaged = BLOCK.clone();
            for (int hits = random.nextInt(6); hits >= 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
            assertThat(Exif.ofBlock(cut).cameraMake().orElse("")).doesNotContain("\0");
        }
    }

    private static void assertIsTheCameras(Exif exif) {
        assertThat(exif.takenAt()).contains(LocalDateTime.of(2024, 7, 1, 21, 15, 9));
        assertThat(exif.takenOffset()).contains(ZoneOffset.ofHours(2));
        assertThat(exif.cameraMake()).contains("FUJIFILM");
        assertThat(exif.cameraModel()).contains("X-T5");
        assertThat(exif.position().orElseThrow().latitude()).isCloseTo(60.393, within(0.001));
        assertThat(exif.position().orElseThrow().longitude()).isCloseTo(-5.324, within(0.001));
    }

    private static ExifWriter camera(ByteOrder order) {
        ExifWriter shot =
                new ExifWriter(order).text(0x9003, "2024:07:01 21:15:09").text(0x9011, "+02:00");
        ExifWriter gps = new ExifWriter(order)
                .text(1, "N")
                .rationals(2, 60, 1, 23, 1, 348, 10)
                .text(3, "W")
                .rationals(4, 5, 1, 19, 1, 26, 1);
        return new ExifWriter(order)
                .text(ExifFields.MAKE, "FUJIFILM")
                .text(ExifFields.MODEL, "X-T5")
                .directory(ExifFields.SHOT, shot)
                .directory(ExifFields.GPS, gps);
    }

    private static Exif position(String ns, int latitude, int by, String ew, int longitude, int over) {
        ExifWriter gps = new ExifWriter(ByteOrder.LITTLE_ENDIAN)
                .text(1, ns)
                .rationals(2, latitude, by, 0, 1, 0, 0)
                .text(3, ew)
                .rationals(4, longitude, over, 0, 1, 0, 0);
        return Exif.ofBlock(new ExifWriter(ByteOrder.LITTLE_ENDIAN)
                .directory(ExifFields.GPS, gps)
                .bytes());
    }
}
