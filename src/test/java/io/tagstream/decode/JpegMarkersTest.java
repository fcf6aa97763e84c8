package io.tagstream.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.failure.Failure;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Data is looked at by eight bytes, so every place within eight, and every distance from the end, counts. */
class JpegMarkersTest {

    private static final int LONGEST = 40;

    @Test
    void aMarkerIsFoundWhereverItStands() {
        for (int length = 0; length < LONGEST; length++) {
            byte[] bytes = noise(length + 4);
            bytes[length + 2] = (byte) 0xFF;
            bytes[length + 3] = (byte) JpegMarkers.END_OF_IMAGE;
            JpegMarkers markers = new JpegMarkers(bytes);
            assertThat(markers.advance()).as("after %d bytes", length).isEqualTo(JpegMarkers.END_OF_IMAGE);
            assertThat(markers.bodyEnd()).isEqualTo(bytes.length);
        }
    }

    @Test
    void stuffedBytesAndFillersAreNoMarkers() {
        for (int place = 2; place < LONGEST - 4; place++) {
            byte[] bytes = noise(LONGEST);
            bytes[place] = (byte) 0xFF;
            bytes[place + 1] = 0;
            bytes[LONGEST - 3] = (byte) 0xFF;
            bytes[LONGEST - 2] = (byte) 0xFF;
            bytes[LONGEST - 1] = (byte) JpegMarkers.END_OF_IMAGE;
            JpegMarkers markers = new JpegMarkers(bytes);
            assertThat(markers.advance()).as("FF 00 at %d", place).isEqualTo(JpegMarkers.END_OF_IMAGE);
            assertThat(markers.bodyEnd()).isEqualTo(LONGEST);
        }
    }

    @Test
    void aFileWithoutAnEndIsTruncated() {
        for (int length = 2; length < LONGEST; length++) {
            byte[] bytes = noise(length);
            assertThatThrownBy(() -> new JpegMarkers(bytes).advance())
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("truncated");
        }
    }

    /** A start of image, then anything but FF. */
    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        for (int i = 0; i < length; i++) {
            bytes[i] = bytes[i] == (byte) 0xFF ? (byte) 0xFE : bytes[i];
        }
        bytes[0] = (byte) 0xFF;
        bytes[1] = (byte) JpegMarkers.START_OF_IMAGE;
        return bytes;
    }
}
