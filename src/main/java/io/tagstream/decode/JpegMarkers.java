package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;

import io.tagstream.failure.Failure;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Walks a JPEG from marker to marker as libjpeg does: bytes that belong to no segment, which is what entropy-coded data looks like
 * from here, are skipped up to the next marker.
 */
final class JpegMarkers {

    static final int START_OF_IMAGE = 0xD8;
    static final int END_OF_IMAGE = 0xD9;
    static final int START_OF_SCAN = 0xDA;
    static final int APP1 = 0xE1;

    private static final int FIRST_RESTART = 0xD0;
    private static final int LAST_RESTART = 0xD7;
    private static final int TEMPORARY = 0x01;

    /** Little-endian, so that the lowest bits are of the first byte. */
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final byte[] bytes;
    private int marker;
    private int bodyStart;
    private int next;

    /** @param bytes starting with {@code FF D8} */
    JpegMarkers(byte[] bytes) {
        this.bytes = bytes;
        this.next = 2;
    }

    /**
     * Goes to the next marker that is not a restart.
     *
     * @throws Failure IMAGE_CORRUPT if the file ends before that
     */
    int advance() {
        do {
            marker = nextMarker();
        } while (isAlone(marker));
        bodyStart = next;
        if (marker != START_OF_IMAGE && marker != END_OF_IMAGE) {
            int length = unsignedShort(next);
            if (length < 2 || length > bytes.length - next) {
                throw truncated();
            }
            bodyStart = next + 2;
            next += length;
        }
        return marker;
    }

    /** Where the present segment's content starts, after its length. */
    int bodyStart() {
        return bodyStart;
    }

    /** Where the present segment ends, exclusive. */
    int bodyEnd() {
        return next;
    }

    int bodyLength() {
        return next - bodyStart;
    }

    /** Big-endian, as all of JPEG. */
    int unsignedShort(int offset) {
        if (offset > bytes.length - 2) {
            throw truncated();
        }
        return ((bytes[offset] & 0xFF) << 8) | (bytes[offset + 1] & 0xFF);
    }

    int unsignedByte(int offset) {
        return bytes[offset] & 0xFF;
    }

    /** FF 00 is a data byte of FF, and FF FF a filled gap before a marker. */
    private int nextMarker() {
        for (int i = nextFf(next); i + 1 < bytes.length; i = nextFf(i + 1)) {
            if (bytes[i] == (byte) 0xFF && bytes[i + 1] != 0 && bytes[i + 1] != (byte) 0xFF) {
                next = i + 2;
                return unsignedByte(i + 1);
            }
        }
        throw truncated();
    }

    /**
     * The next FF at or after {@code from}, or one of the last seven bytes. Entropy-coded data is megabytes of anything else, so it
     * is looked at by eight bytes: one of them is FF where its complement is 0, and a 0 is found as in "Hacker's Delight", 6-1.
     */
    private int nextFf(int from) {
        int i = from;
        for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
            long zeros = ~(long) LONGS.get(bytes, i);
            long found = (zeros - ONES) & ~zeros & HIGH_BITS;
            if (found != 0) {
                return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        return i;
    }

    private static boolean isAlone(int marker) {
        return (marker >= FIRST_RESTART && marker <= LAST_RESTART) || marker == TEMPORARY;
    }

    private Failure truncated() {
        return new Failure(
                IMAGE_CORRUPT,
                "the JPEG is truncated: its %,d bytes end before its picture does".formatted(bytes.length));
    }
}
