package io.tagstream.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.clip.vision.RgbImage;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class PictureCellsTest {

    @Test
    void aResizedPictureHasTheSameCells() {
        PictureCells large = PictureCells.of(ramp(480, 320, x -> x));

        assertThat(large.difference(PictureCells.of(ramp(120, 80, x -> x)))).isLessThan(2);
        assertThat(large.difference(PictureCells.of(ramp(50, 33, x -> x)))).isLessThan(4);
    }

    @Test
    void brightnessIsMadeEqualAndColoursAreNot() {
        PictureCells dark = PictureCells.of(ramp(96, 96, x -> x / 2));
        PictureCells bright = PictureCells.of(ramp(96, 96, x -> 40 + 3 * x / 4));

        assertThat(dark.difference(bright)).isLessThan(3);
        assertThat(dark.difference(PictureCells.of(red(96)))).isGreaterThan(60);
    }

    @Test
    void oneCellThatDiffersIsEnough() {
        RgbImage plain = ramp(160, 160, x -> 100);
        byte[] pixels = plain.pixels().clone();
        for (int y = 40; y < 50; y++) {
            for (int x = 3 * 40; x < 3 * 50; x++) {
                pixels[3 * 160 * y + x] = (byte) 200;
            }
        }
        double difference = PictureCells.of(plain).difference(PictureCells.of(new RgbImage(160, 160, pixels)));

        assertThat(difference).isCloseTo(100, within(2.0));
    }

    @Test
    void comesBackFromItsBytesAndTakesPicturesOfOnePixel() {
        PictureCells cells = PictureCells.of(new RgbImage(1, 1, new byte[] {10, 20, 30}));

        assertThat(PictureCells.ofBytes(cells.bytes())).isEqualTo(cells);
        assertThat(cells.difference(cells)).isZero();
    }

    private static RgbImage ramp(int width, int height, IntUnaryOperator light) {
        byte[] pixels = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            byte value = (byte) light.applyAsInt(255 * (i % width) / width);
            pixels[3 * i] = value;
            pixels[3 * i + 1] = value;
            pixels[3 * i + 2] = value;
        }
        return new RgbImage(width, height, pixels);
    }

    private static RgbImage red(int side) {
        byte[] pixels = new byte[3 * side * side];
        for (int i = 0; i < side * side; i++) {
            pixels[3 * i] = (byte) 200;
        }
        return new RgbImage(side, side, pixels);
    }
}
