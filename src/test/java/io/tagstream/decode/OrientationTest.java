package io.tagstream.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.clip.vision.RgbImage;
import java.io.IOException;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {

    private final Decoder full = new Decoder(DecodeLimits.DEFAULTS, 10_000);
    private final Decoder reducing = new Decoder(DecodeLimits.DEFAULTS, 224);

    /** Where the four corners of a 3 × 2 picture, clockwise from the top left, are after turning it upright. */
    @ParameterizedTest
    @CsvSource({"1, 1234", "2, 2143", "3, 3412", "4, 4321", "5, 1432", "6, 4123", "7, 3214", "8, 2341"})
    void turnsAllEightWays(int orientation, String corners) {
        byte[] rows = {0, 1, 9, 2, 0, 4, 9, 3};
        byte[] tiff = ExifOrientationTest.tiff(ByteOrder.LITTLE_ENDIAN, 8, 1, orientation);

        RgbImage image = full.decode(Pictures.png(3, 2, 8, 0, rows, Pictures.chunk("eXIf", tiff)))
                .image();

        assertThat(image.width()).isEqualTo(orientation < 5 ? 3 : 2);
        int right = image.width() - 1;
        int bottom = image.height() - 1;
        assertThat("" + value(image, 0, 0) + value(image, right, 0) + value(image, right, bottom)
                        + value(image, 0, bottom))
                .isEqualTo(corners);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void realPhotosComeOutUpright(int orientation) throws IOException {
        for (Decoder decoder : new Decoder[] {full, reducing}) {
            assertUpright(decoder, "Landscape", orientation, 1_800, 1_200);
            assertUpright(decoder, "Portrait", orientation, 1_200, 1_800);
        }
    }

    @Test
    void damagedExifLeavesThePhotoAsItIs() throws IOException {
        byte[] jpeg = Pictures.jpeg(40, 20, false);
        byte[] lost = ExifOrientationTest.tiff(ByteOrder.LITTLE_ENDIAN, Integer.MAX_VALUE, 1, 6);

        assertThat(full.decode(Pictures.withExif(jpeg, lost)).orientation()).isEqualTo(1);
        assertThat(full.decode(Pictures.withExif(jpeg, new byte[0])).orientation())
                .isEqualTo(1);
        assertThat(full.decode(Pictures.withSegment(jpeg, 0xE1, new byte[0])).orientation())
                .isEqualTo(1);
    }

    private static void assertUpright(Decoder decoder, String scene, int orientation, int width, int height)
            throws IOException {
        DecodedPhoto photo = decoder.decode(SharedData.read(file(scene, orientation)));
        RgbImage upright = decoder.decode(SharedData.read(file(scene, 1))).image();

        assertThat(photo.width()).isEqualTo(width);
        assertThat(photo.height()).isEqualTo(height);
        assertThat(photo.orientation()).isEqualTo(Math.max(1, orientation));
        assertThat(meanDifference(photo.image(), upright))
                .as(scene + orientation)
                .isCloseTo(0, within(4.0));
    }

    private static String file(String scene, int orientation) {
        return "formats/exif-orientation/%s_%d.jpg".formatted(scene, orientation);
    }

    private static double meanDifference(RgbImage a, RgbImage b) {
        assertThat(a.width()).isEqualTo(b.width());
        long sum = 0;
        for (int i = 0; i < a.pixels().length; i++) {
            sum += Math.abs((a.pixels()[i] & 0xFF) - (b.pixels()[i] & 0xFF));
        }
        return (double) sum / a.pixels().length;
    }

    private static int value(RgbImage image, int x, int y) {
        return image.pixels()[3 * (y * image.width() + x)];
    }
}
