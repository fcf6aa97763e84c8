package io.tagstream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExifOrientationTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsBothByteOrders(int orientation) {
        assertThat(read(tiff(ByteOrder.LITTLE_ENDIAN, 8, 1, orientation))).isEqualTo(orientation);
        assertThat(read(tiff(ByteOrder.BIG_ENDIAN, 8, 1, orientation))).isEqualTo(orientation);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, -1, 65_535})
    void aValueThatExifDoesNotKnowMeansUpright(int orientation) {
        assertThat(read(tiff(ByteOrder.BIG_ENDIAN, 8, 1, orientation))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 30, 1_000, Integer.MAX_VALUE, Integer.MIN_VALUE, -1, -8})
    void anOffsetIntoNowhereMeansUpright(int offset) {
        assertThat(read(tiff(ByteOrder.LITTLE_ENDIAN, offset, 1, 6))).isEqualTo(1);
    }

    @Test
    void moreEntriesThanThereAreBytesAreHarmless() {
        byte[] tiff = tiff(ByteOrder.LITTLE_ENDIAN, 8, 65_535, 6);
        tiff[10] = 0; // some other tag

        assertThat(read(tiff)).isEqualTo(1);
    }

    @Test
    void everyCutIsHarmless() {
        byte[] tiff = tiff(ByteOrder.BIG_ENDIAN, 8, 1, 6);

        for (int length = 0; length < 22; length++) {
            assertThat(ExifOrientation.read(tiff, 0, length)).isEqualTo(1);
        }
    }

    @Test
    void noiseIsHarmless() {
        Random random = new Random(1);
        byte[] noise = new byte[64];
        for (int i = 0; i < 20_000; i++) {
            random.nextBytes(noise);
            noise[0] = 'I';
            noise[1] = 'I';
            assertThat(read(noise)).isBetween(1, 8);
        }
    }

    private static int read(byte[] tiff) {
        return ExifOrientation.read(tiff, 0, tiff.length);
    }

    static byte[] tiff(ByteOrder order, int directoryOffset, int entries, int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(26).order(order);
        tiff.putShort((short) (order == ByteOrder.BIG_ENDIAN ? 0x4D4D : 0x4949)).putShort((short) 42);
        tiff.putInt(directoryOffset).putShort((short) entries);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
        return tiff.array();
    }
}
