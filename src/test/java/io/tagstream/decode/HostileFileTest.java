package io.tagstream.decode;

import static io.tagstream.decode.DecodeFailures.assertFails;
import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;
import static io.tagstream.failure.FailureCode.IMAGE_FORMAT_UNSUPPORTED;
import static io.tagstream.failure.FailureCode.IMAGE_SIDE_TOO_LONG;
import static io.tagstream.failure.FailureCode.IMAGE_TOO_MANY_PIXELS;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are made to cost more than they show. */
class HostileFileTest {

    private final Decoder decoder = new Decoder(DecodeLimits.DEFAULTS, 224);

    /** A file is whole, or it is refused, or what it lacks is not needed for the first frame. */
    @ParameterizedTest
    @MethodSource("io.tagstream.decode.VariantsTest#variants")
    void aFileCutAnywhereIsNeverHalfShown(VariantsTest.Variant variant) {
        byte[] whole = decoder.decode(variant.file()).image().pixels();
        for (int length = 0; length < variant.file().length; length += 1 + length / 40) {
            byte[] cut = Arrays.copyOf(variant.file(), length);
            try {
                assertThat(decoder.decode(cut).image().pixels())
                        .as("%d bytes", length)
                        .isEqualTo(whole);
            } catch (Failure failure) {
                assertThat(failure.code()).isIn(IMAGE_CORRUPT, IMAGE_FORMAT_UNSUPPORTED);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"60000, 60000, IMAGE_SIDE_TOO_LONG", "40000, 40000, IMAGE_TOO_MANY_PIXELS", "0, 9, IMAGE_CORRUPT"})
    void hugeDeclaredSizesAreRefusedByTheHeader(int width, int height, FailureCode code) {
        assertFails(decoder, tiff(Map.of(256, width, 257, height)), code);
        assertFails(decoder, bmp(width, height), code);
    }

    @Test
    void aGifScreenWithoutItsPixelsIsTruncated() {
        byte[] gif = ByteBuffer.allocate(13 + 10 + 3)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("GIF89a".getBytes(US_ASCII))
                .putShort((short) 60_000)
                .putShort((short) 60_000)
                .put(new byte[3])
                .put((byte) 0x2C)
                .array();

        assertFails(decoder, gif, IMAGE_CORRUPT);
        gif[13 + 5] = 1;
        gif[13 + 7] = 1;
        assertFails(decoder, gif, IMAGE_SIDE_TOO_LONG);
    }

    @Test
    void aWebpCanvasOverTheLimitIsRefused() {
        byte[] webp = ByteBuffer.allocate(30)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x46464952)
                .putInt(22)
                .putInt(0x50424557)
                .putInt(WebpChunks.VP8X)
                .putInt(10)
                .putInt(0)
                .put(new byte[] {-1, -1, 0, -1, -1, 0})
                .array();

        assertFails(decoder, webp, IMAGE_SIDE_TOO_LONG);
        webp[25] = 0x30;
        webp[28] = 0x30;
        webp[24] = 0;
        webp[27] = 0;
        assertFails(decoder, webp, IMAGE_CORRUPT);
    }

    @Test
    void tiffStripsThatShareTheirBytesAreRefused() {
        byte[] tiff = tiff(Map.of(256, 8, 257, 2, 278, 1, 259, 8), new int[] {8, 8}, new int[] {100, 100});

        assertThat(assertFails(decoder, tiff, IMAGE_CORRUPT)).contains("overlap");
    }

    @Test
    void tiffTilesThatAreMostlyOutsideAreRefused() {
        byte[] tiff = tiff(Map.of(256, 8, 257, 8, 322, 40_000, 323, 40_000, 259, 8));

        assertFails(decoder, tiff, IMAGE_TOO_MANY_PIXELS);
    }

    @ParameterizedTest
    @CsvSource({
        "259, 3, compression 3",
        "258, 12, 12 bits",
        "277, 9, 9 samples",
        "262, 8, interpretation 8",
        "317, 3, predictor 3"
    })
    void tiffsOfOtherKindsSayWhichOne(int tag, int value, String words) {
        Map<Integer, Integer> tags = new TreeMap<>(Map.of(256, 8, 257, 8));
        tags.put(tag, value);

        assertThat(assertFails(decoder, tiff(tags), IMAGE_FORMAT_UNSUPPORTED)).contains(words);
    }

    private static byte[] tiff(Map<Integer, Integer> tags) {
        return tiff(tags, new int[] {8}, new int[] {8});
    }

    /** Little-endian; values of one number each, but for the strips. */
    private static byte[] tiff(Map<Integer, Integer> tags, int[] offsets, int[] lengths) {
        Map<Integer, int[]> all = new TreeMap<>();
        tags.forEach((tag, value) -> all.put(tag, new int[] {value}));
        all.put(273, offsets);
        all.put(279, lengths);
        int values = 8 + 2 + 12 * all.size() + 4;
        ByteBuffer out = ByteBuffer.allocate(values + 64).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {'I', 'I', 42, 0}).putInt(8).putShort((short) all.size());
        for (Map.Entry<Integer, int[]> entry : all.entrySet()) {
            int[] numbers = entry.getValue();
            out.putShort(entry.getKey().shortValue()).putShort((short) 4).putInt(numbers.length);
            if (numbers.length == 1) {
                out.putInt(numbers[0]);
            } else {
                out.putInt(values);
                for (int number : numbers) {
                    out.putInt(values, number);
                    values += 4;
                }
            }
        }
        return out.array();
    }

    private static byte[] bmp(int width, int height) {
        return ByteBuffer.allocate(60)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'B', 'M'})
                .putInt(60)
                .putInt(0)
                .putInt(54)
                .putInt(40)
                .putInt(width)
                .putInt(height)
                .putShort((short) 1)
                .putShort((short) 24)
                .array();
    }
}
