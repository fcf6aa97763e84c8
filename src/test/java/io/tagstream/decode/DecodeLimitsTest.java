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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodeLimitsTest {

    private final Decoder decoder = new Decoder(DecodeLimits.DEFAULTS, 224);

    @Test
    void defaultsAreThoseThatTheDocumentationGives() {
        assertThat(DecodeLimits.DEFAULTS).isEqualTo(new DecodeLimits(200_000_000, 50_000, 100));
    }

    @Test
    void refusesLimitsThatLimitNothingOrEverything() {
        assertThatThrownBy(() -> new DecodeLimits(0, 1, 1)).hasMessageContaining("maxPixels 0");
        assertThatThrownBy(() -> new DecodeLimits(800_000_000, 1, 1)).hasMessageContaining("maxPixels 800000000");
        assertThatThrownBy(() -> new DecodeLimits(1, 0, 1)).hasMessageContaining("maxSide 0");
        assertThatThrownBy(() -> new DecodeLimits(1, 1, 0)).hasMessageContaining("maxScans 0");
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

        assertThat(assertFails(decoder, withSize(jpeg, 20_000, 10_001), IMAGE_TOO_MANY_PIXELS))
                .contains("20,000 × 10,001 is 200,020,000 pixels; at most 200,000,000");
        assertThat(assertFails(decoder, withSize(jpeg, 8, 60_000), IMAGE_SIDE_TOO_LONG))
                .contains("60,000", "50,000");
        assertFails(decoder, withSize(jpeg, 0, 16), IMAGE_CORRUPT);
    }

    @Test
    void aJpegOfExactlyAsMuchAsAllowedPasses() throws IOException {
        Decoder exact = new Decoder(new DecodeLimits(32 * 16, 32, 1), 224);

        assertThat(exact.decode(Pictures.jpeg(32, 16, false)).width()).isEqualTo(32);
        assertFails(exact, Pictures.jpeg(33, 1, false), IMAGE_SIDE_TOO_LONG);
        assertFails(exact, Pictures.jpeg(32, 17, false), IMAGE_TOO_MANY_PIXELS);
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
