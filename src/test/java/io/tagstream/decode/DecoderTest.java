package io.tagstream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.clip.vision.RgbImage;
import io.tagstream.photo.ContentHash;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {

    /** A model so big that nothing is reduced. */
    private final Decoder full = new Decoder(DecodeLimits.DEFAULTS, 10_000);

    private final Decoder decoder = new Decoder(DecodeLimits.DEFAULTS, 224);

    /** The hash is of {@code Image.open(file).convert("RGB").tobytes()} with Pillow 12.3. */
    @ParameterizedTest
    @CsvSource({
        "photos/skimage_hubble_deep_field.jpg, 9a3ea9548188f81e63435188456e74de45a981ebeb791e265abe79a26d3b528b",
        "photos/skimage_rocket.jpg, 3d4435cc745752b7f9724df88c6e18817de3ce7e3d2d71c55f85f7831e68f197",
        "photos/skimage_astronaut.png, a8c429c18afa7b0fd5673e598d73a21225d94c864a71bbb3885126fdecb41071",
        "photos/skimage_camera.png, 13e2b4aa92cb1649b4aac5a4d48b38a8ea3a18b86e8abdf5a4871abf24c9d038",
        "formats/pillow/hopper.jpg, 719b9eeda0a26779271f4c33a329c8488f821149a67b9955f873a49995294c3a",
        "formats/pillow/dispose_op_background_p_mode.png, 7a4e5a99e543299bce0d769d9a790cd622ed516cc90b4b7e8883659c506967ff",
        "formats/pillow/dispose_none_load_end_second.png, 5f61b56e9a02e43e1d3838b4c1f6e258b91f47cafebf00bc1e1da474a7320c8c"
    })
    void pixelsAreThoseOfPillow(String file, String hash) throws IOException {
        RgbImage image = full.decode(SharedData.read(file)).image();

        assertThat(ContentHash.of(image.pixels())).hasToString(hash);
    }

    @ParameterizedTest
    @ValueSource(strings = {"astronaut", "camera", "chelsea", "coffee"})
    void pngPixelsAreThoseOfImageIo(String name) throws IOException {
        byte[] png = SharedData.read("photos/skimage_" + name + ".png");

        assertThat(full.decode(png).image().pixels())
                .isEqualTo(Pictures.readByImageIo(png).pixels());
    }

    @ParameterizedTest
    @CsvSource({"8, 0, 1", "8, 2, 3", "16, 2, 6", "8, 4, 2", "16, 4, 4", "8, 6, 4", "16, 6, 8"})
    void everyDepthBecomesEightBitsByItsHighByteAndAlphaIsDropped(int bits, int colourType, int bytesPerPixel) {
        byte[] rows = new byte[5 * (1 + 7 * bytesPerPixel)];
        new Random(bits + colourType).nextBytes(rows);
        IntStream.range(0, 5).forEach(y -> rows[y * (1 + 7 * bytesPerPixel)] = 0);

        RgbImage image = full.decode(Pictures.png(7, 5, bits, colourType, rows)).image();

        for (int i = 0; i < image.pixels().length; i++) {
            int channel = colourType == 0 || colourType == 4 ? 0 : i % 3;
            int at = i / 21 * (1 + 7 * bytesPerPixel) + 1 + i / 3 % 7 * bytesPerPixel + channel * bits / 8;
            assertThat(image.pixels()[i]).as("value %d", i).isEqualTo(rows[at]);
        }
    }

    @Test
    void greyOf16BitsIsClippedAsByPillow() {
        byte[] rows = {0, 0, 0, 0, (byte) 254, 0, (byte) 255, 1, 0, (byte) 255, (byte) 255};

        RgbImage image = full.decode(Pictures.png(5, 1, 16, 0, rows)).image();

        assertThat(image.pixels()).containsExactly(0, 0, 0, 254, 254, 254, 255, 255, 255, 255, 255, 255, 255, 255, 255);
    }

    @Test
    void aPaletteBecomesItsColoursWhateverItsTransparency() {
        byte[] palette = Pictures.chunk("PLTE", (byte) 1, (byte) 2, (byte) 3, (byte) 250, (byte) 251, (byte) 252);
        byte[] clear = Pictures.chunk("tRNS", (byte) 0, (byte) 0);

        RgbImage image = full.decode(Pictures.png(2, 1, 1, 3, new byte[] {0, 0x40}, palette, clear))
                .image();

        assertThat(image.pixels()).containsExactly(1, 2, 3, 250, 251, 252);
    }

    @Test
    void redComesFirst() throws IOException {
        BufferedImage red = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        red.setRGB(0, 0, 0xFF8001);

        assertThat(full.decode(Pictures.png(red)).image().pixels()).containsExactly(0xFF, 0x80, 0x01);
    }

    @Test
    void textsThatUnpackToMegabytesAreNotUnpacked() throws IOException {
        assertThat(full.decode(SharedData.read("formats/pillow/png_decompression_dos.png")))
                .extracting(DecodedPhoto::width, DecodedPhoto::height)
                .containsExactly(1, 1);
    }

    @Test
    void aBigJpegIsReducedToNoLessThanTwiceTheModelAndSaysItsOwnSize() throws IOException {
        DecodedPhoto photo = decoder.decode(Pictures.jpeg(1_801, 900, false));

        assertThat(photo.format()).isEqualTo(ImageFormat.JPEG);
        assertThat(photo).extracting(DecodedPhoto::width, DecodedPhoto::height).containsExactly(1_801, 900);
        assertThat(photo.image()).extracting(RgbImage::width, RgbImage::height).containsExactly(901, 450);
    }

    @ParameterizedTest
    @CsvSource({"128, 8", "127, 4", "64, 4", "63, 2", "32, 2", "31, 1", "7, 1"})
    void reducesByTheLargestFactorThatLeavesTwiceTheModel(int side, int factor) throws IOException {
        Decoder small = new Decoder(DecodeLimits.DEFAULTS, 8);

        assertThat(small.decode(Pictures.jpeg(200, side, false)).image().height())
                .isEqualTo(Math.ceilDiv(side, factor));
        assertThat(small.decode(Pictures.png(Pictures.scene(200, side))).image().height())
                .isEqualTo(side);
    }

    @Test
    void manyThreadsGetTheSamePixels() throws Exception {
        byte[] jpeg = Pictures.jpeg(1_000, 900, true);
        byte[] expected = decoder.decode(jpeg).image().pixels();

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            var results = IntStream.range(0, 12)
                    .mapToObj(_ -> threads.submit(() -> decoder.decode(jpeg)))
                    .toList();
            for (Future<DecodedPhoto> result : results) {
                assertThat(result.get().image().pixels()).isEqualTo(expected);
            }
        }
    }

    @Test
    void orientationComesFromPngToo() throws IOException {
        byte[] tiff = ExifOrientationTest.tiff(ByteOrder.BIG_ENDIAN, 8, 1, 6);
        byte[] png = Pictures.png(2, 1, 8, 0, new byte[] {0, 10, 20}, Pictures.chunk("eXIf", tiff));

        DecodedPhoto photo = full.decode(png);

        assertThat(photo).extracting(DecodedPhoto::width, DecodedPhoto::height).containsExactly(1, 2);
        assertThat(photo.orientation()).isEqualTo(6);
        assertThat(photo.image().pixels()).containsExactly(10, 10, 10, 20, 20, 20);
    }
}
