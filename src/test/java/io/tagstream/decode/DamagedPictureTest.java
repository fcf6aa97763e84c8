package io.tagstream.decode;

import static io.tagstream.decode.DecodeFailures.assertFails;
import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;
import static io.tagstream.failure.FailureCode.IMAGE_FORMAT_UNSUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.failure.Disposition;
import io.tagstream.failure.Failure;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedPictureTest {

    private final Decoder decoder = new Decoder(DecodeLimits.DEFAULTS, 224);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aJpegCutAnywhereIsRefused(boolean progressive) throws IOException {
        byte[] jpeg = Pictures.jpeg(80, 60, progressive);

        for (int length = 3; length < jpeg.length; length++) {
            assertFails(decoder, Arrays.copyOf(jpeg, length), IMAGE_CORRUPT);
        }
    }

    @Test
    void aPngCutAnywhereIsRefused() throws IOException {
        byte[] png = Pictures.png(Pictures.scene(40, 30));

        for (int length = 8; length < png.length; length++) {
            assertFails(decoder, Arrays.copyOf(png, length), IMAGE_CORRUPT);
        }
    }

    @Test
    void aPhotoWithAThumbnailInsideIsNotCompleteBecauseTheThumbnailIs() throws IOException {
        byte[] photo = SharedData.read("formats/exif-orientation/Landscape_5.jpg");

        for (int length = photo.length - 1; length > 3; length -= 7_919) {
            assertFails(decoder, Arrays.copyOf(photo, length), IMAGE_CORRUPT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"formats/pillow/truncated_image.png", "formats/pillow/broken_data_stream.png"})
    void realDamagedFilesAreRefused(String file) throws IOException {
        assertFails(decoder, SharedData.read(file), IMAGE_CORRUPT);
    }

    @Test
    void whatFollowsTheEndIsIgnored() throws IOException {
        byte[] jpeg = Pictures.jpeg(80, 60, false);
        byte[] png = Pictures.png(Pictures.scene(40, 30));
        byte[] trailer = {1, 2, (byte) 0xFF, (byte) 0xD8, 0, 0, 0};

        assertThat(decoder.decode(Pictures.join(jpeg, trailer)).image().pixels())
                .isEqualTo(decoder.decode(jpeg).image().pixels());
        assertThat(decoder.decode(Pictures.join(png, trailer)).image().pixels())
                .isEqualTo(decoder.decode(png).image().pixels());
    }

    @Test
    void strayBytesBetweenJpegSegmentsAreSkippedAsLibjpegSkipsThem() throws IOException {
        assertThat(decoder.decode(SharedData.read("formats/pillow/photoshop-200dpi-broken.jpg"))
                        .width())
                .isEqualTo(200);
    }

    @Test
    void aFlippedBitInAPngIsNoticed() throws IOException {
        byte[] png = Pictures.png(Pictures.scene(40, 30));
        png[png.length / 2] ^= 1;

        assertThat(assertFails(decoder, png, IMAGE_CORRUPT)).contains("checksum");
    }

    @Test
    void aPngWithFewerRowsThanItSaysIsRefused() {
        assertFails(decoder, Pictures.png(10, 10, 8, 2, new byte[5 * 31]), IMAGE_CORRUPT);
    }

    @Test
    void aPngMustStartWithItsHeaderAndKnowItsCriticalChunks() {
        byte[] headless = Pictures.join(Pictures.PNG_SIGNATURE, Pictures.chunk("IDAT"), Pictures.chunk("IEND"));
        byte[] strange = Pictures.png(1, 1, 8, 0, new byte[2], Pictures.chunk("ABCD"));

        assertThat(assertFails(decoder, headless, IMAGE_CORRUPT)).contains("header");
        assertThat(assertFails(decoder, strange, IMAGE_CORRUPT)).contains("critical chunk");
    }

    @Test
    void aJpegThatHoldsNoPictureOrAnUncommonOneSaysSo() throws IOException {
        byte[] empty = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9};
        byte[] lossless = Pictures.withSegment(Pictures.jpeg(8, 8, false), 0xC3, new byte[9]);
        byte[] deep = Pictures.withSegment(Pictures.jpeg(8, 8, false), 0xC1, new byte[] {12, 0, 8, 0, 8, 1});
        byte[] cut = Pictures.withSegment(Pictures.jpeg(8, 8, false), 0xC0, new byte[2]);

        assertThat(assertFails(decoder, empty, IMAGE_CORRUPT)).contains("no picture");
        assertThat(assertFails(decoder, lossless, IMAGE_FORMAT_UNSUPPORTED)).contains("SOF3");
        assertThat(assertFails(decoder, deep, IMAGE_FORMAT_UNSUPPORTED)).contains("12 bits");
        assertThat(assertFails(decoder, cut, IMAGE_CORRUPT)).contains("too short");
    }

    @Test
    void aSecondFrameHeaderDoesNotSmuggleInAnotherSize() throws IOException {
        byte[] frame = {8, 0, 16, 0, 16, 1, 1, 0x11, 0};

        assertFails(decoder, Pictures.withSegment(Pictures.jpeg(80, 60, false), 0xC0, frame), IMAGE_CORRUPT);
    }

    @Test
    void noiseAnywhereIsEitherDecodedOrRejected() throws IOException {
        Random random = new Random(3);
        byte[][] originals = {
            Pictures.jpeg(80, 60, false), Pictures.jpeg(80, 60, true), Pictures.png(Pictures.scene(40, 30))
        };
        for (int i = 0; i < 600; i++) {
            byte[] noisy = originals[i % originals.length].clone();
            for (int j = 0; j <= i % 4; j++) {
                noisy[random.nextInt(noisy.length)] = (byte) random.nextInt();
            }
            decodeOrReject(noisy);
        }
    }

    @Test
    void nativeMemoryIsGivenBackOnSuccessAndOnFailure() throws IOException {
        byte[] jpeg = Pictures.jpeg(80, 60, false);
        byte[] shortOfRows = Pictures.png(10, 10, 8, 2, new byte[5 * 31]);
        decoder.decode(jpeg);

        long before = Pointer.totalCount();
        for (int i = 0; i < 20; i++) {
            decoder.decode(jpeg);
            assertFails(decoder, shortOfRows, IMAGE_CORRUPT);
        }

        assertThat(Pointer.totalCount()).isEqualTo(before);
    }

    private void decodeOrReject(byte[] bytes) {
        try {
            decoder.decode(bytes);
        } catch (Failure e) {
            assertThat(e.code().disposition()).isEqualTo(Disposition.REJECT);
        }
    }
}
