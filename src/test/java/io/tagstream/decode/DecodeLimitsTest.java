package io.tagstream.decode;

import static io.tagstream.decode.DecodeFailures.assertFails;
import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;
import static io.tagstream.failure.FailureCode.IMAGE_SIDE_TOO_LONG;
import static io.tagstream.failure.FailureCode.IMAGE_TOO_MANY_PIXELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.failure.FailureCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodeLimitsTest {

    private final Decoder decoder = new Decoder(DecodeLimits.DEFAULTS, 224);

    @Test
    void defaultsAreThoseThatTheDocumentationGives() {
        assertThat(DecodeLimits.DEFAULTS)
                .isEqualTo(new DecodeLimits(200_000_000, 50_000, 1_000_000_000, 100, Duration.ofSeconds(20), 2L << 30));
        assertThat(new DecodeLimits(200_000_000, 50_000, 100)).isEqualTo(DecodeLimits.DEFAULTS);
    }

    @Test
    void refusesLimitsThatLimitNothingOrEverything() {
        assertThatThrownBy(() -> new DecodeLimits(0, 1, 1)).hasMessageContaining("maxPixels 0");
        assertThatThrownBy(() -> new DecodeLimits(800_000_000, 1, 1)).hasMessageContaining("maxPixels 800000000");
        assertThatThrownBy(() -> new DecodeLimits(1, 0, 1)).hasMessageContaining("maxSide 0");
        assertThatThrownBy(() -> new DecodeLimits(1, 1, 0)).hasMessageContaining("maxScans 0");
        assertThatThrownBy(() -> new DecodeLimits(1, 1, 0, 1, Duration.ofSeconds(1), 1))
                .hasMessageContaining("maxJpegPixels 0");
        assertThatThrownBy(() -> new DecodeLimits(1, 1, 1, 1, Duration.ZERO, 1)).hasMessageContaining("programTime");
        assertThatThrownBy(() -> new DecodeLimits(1, 1, 1, 1, Duration.ofSeconds(1), 0))
                .hasMessageContaining("programMemory 0");
        assertThatThrownBy(() -> new Decoder(DecodeLimits.DEFAULTS, 0)).hasMessageContaining("modelSize 0");
    }

    @ParameterizedTest
    @CsvSource({
        "20000, 10001, IMAGE_TOO_MANY_PIXELS",
        "50001, 1, IMAGE_SIDE_TOO_LONG",
        "1, 2147483647, IMAGE_SIDE_TOO_LONG",
        "-1, 1, IMAGE_CORRUPT",
        "1, 0, IMAGE_CORRUPT"
    })
    void aPngIsRefusedByItsHeader(int width, int height, FailureCode code) {
        byte[] png = Pictures.png(width, height, 8, 2, new byte[0]);

        assertFails(decoder, png, code);
    }

    @Test
    void aJpegIsRefusedByItsHeader() throws IOException {
        byte[] jpeg = Pictures.jpeg(16, 16, false);
        Decoder small = new Decoder(new DecodeLimits(1_000, 50, 5_000, 100, Duration.ofSeconds(1), 1), 224);

        assertThat(assertFails(small, withSize(jpeg, 1_000, 6), IMAGE_TOO_MANY_PIXELS))
                .contains("1,000 × 6 is 6,000 pixels; at most 5,000");
        assertThat(assertFails(small, withSize(jpeg, 8, 401), IMAGE_SIDE_TOO_LONG))
                .contains("1 × 51", "50");
        assertFails(decoder, withSize(jpeg, 60_000, 60_000), IMAGE_TOO_MANY_PIXELS);
        assertFails(decoder, withSize(jpeg, 0, 16), IMAGE_CORRUPT);
    }

    @Test
    void aJpegOfExactlyAsMuchAsAllowedPasses() throws IOException {
        Decoder exact = new Decoder(new DecodeLimits(32 * 16, 32, 1), 224);

        assertThat(exact.decode(Pictures.jpeg(32, 16, false)).image().width()).isEqualTo(32);
    }

    @ParameterizedTest
    @CsvSource({"33, 1, 17", "32, 17, 16", "64, 32, 32", "128, 64, 32", "256, 128, 32"})
    void aJpegOverTheLimitIsReducedUntilItIsUnderIt(int width, int height, int decodedWidth) throws IOException {
        Decoder small = new Decoder(new DecodeLimits(32 * 16, 32, 1), 224);

        DecodedPhoto photo = small.decode(Pictures.jpeg(width, height, false));

        assertThat(photo.image().width()).isEqualTo(decodedWidth);
        assertThat(photo).extracting(DecodedPhoto::width, DecodedPhoto::height).containsExactly(width, height);
    }

    @Test
    void aJpegOverTheLimitEvenAtAnEighthIsRefused() throws IOException {
        Decoder small = new Decoder(new DecodeLimits(32 * 16, 32, 1), 224);

        assertFails(small, Pictures.jpeg(257, 128, false), IMAGE_SIDE_TOO_LONG);
        assertFails(small, Pictures.jpeg(256, 136, false), IMAGE_TOO_MANY_PIXELS);
    }

    /** libjpeg keeps all of its coefficients, however small the pixels are. */
    @Test
    void aProgressiveJpegCountsAsItIsStored() throws IOException {
        Decoder small = new Decoder(new DecodeLimits(32 * 16, 32, 100), 224);

        assertThat(assertFails(small, Pictures.jpeg(64, 32, true), IMAGE_TOO_MANY_PIXELS))
                .contains("64 × 32 is 2,048 pixels; at most 512");
        assertThat(small.decode(Pictures.jpeg(32, 16, true)).width()).isEqualTo(32);
    }

    @Test
    void aJpegOfEndlessScansIsRefused() throws IOException {
        byte[] jpeg = Pictures.jpeg(64, 64, true);
        DecodeLimits few = new DecodeLimits(10_000, 100, 5);

        assertThat(assertFails(new Decoder(few, 224), jpeg, IMAGE_CORRUPT)).contains("more than 5 scans");
        assertThat(decoder.decode(jpeg).width()).isEqualTo(64);
    }

    private static byte[] withSize(byte[] jpeg, int width, int height) {
        byte[] changed = jpeg.clone();
        int frame = 0;
        while (changed[frame] != (byte) 0xFF || changed[frame + 1] != (byte) 0xC0) {
            frame++;
        }
        ByteBuffer.wrap(changed).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
        return changed;
    }
}
