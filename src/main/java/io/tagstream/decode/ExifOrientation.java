package io.tagstream.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** EXIF's orientation, the one field of it that pixels depend on. Nonsense is no reason to refuse a photo: it means upright. */
final class ExifOrientation {

    static final int UPRIGHT = 1;

    private static final byte[] PREFIX = "Exif\0\0".getBytes(US_ASCII);
    private static final int TIFF_HEADER_BYTES = 8;
    private static final int ENTRY_BYTES = 12;
    private static final int ORIENTATION = 0x0112;
    private static final int TYPE_SHORT = 3;

    private ExifOrientation() {}

    /**
     * Reads the tag from the first directory.
     *
     * @param from where the TIFF header ({@code II*} or {@code MM*}) starts
     * @param to where EXIF ends, exclusive; nothing beyond is read whatever the offsets say
     * @return 1 to 8
     */
    static int read(byte[] bytes, int from, int to) {
        if (to - from < TIFF_HEADER_BYTES) {
            return UPRIGHT;
        }
        ByteBuffer tiff = ByteBuffer.wrap(bytes, from, to - from).slice();
        switch (tiff.getShort(0)) {
            case 0x4949 -> tiff.order(ByteOrder.LITTLE_ENDIAN);
            case 0x4D4D -> tiff.order(ByteOrder.BIG_ENDIAN);
            default -> {
                return UPRIGHT;
            }
        }
        long directory = Integer.toUnsignedLong(tiff.getInt(4));
        if (directory + Short.BYTES > tiff.limit()) {
            return UPRIGHT;
        }
        return inDirectory(tiff, (int) directory);
    }

    /** As {@link #read}, where {@code Exif\0\0} may stand in front, as in a JPEG. */
    static int readWithPrefix(byte[] bytes, int from, int to) {
        boolean prefixed =
                to - from > PREFIX.length && Arrays.equals(bytes, from, from + PREFIX.length, PREFIX, 0, PREFIX.length);
        return read(bytes, prefixed ? from + PREFIX.length : from, to);
    }

    private static int inDirectory(ByteBuffer tiff, int directory) {
        int entries = Short.toUnsignedInt(tiff.getShort(directory));
        int entry = directory + Short.BYTES;
        for (int i = 0; i < entries && entry + ENTRY_BYTES <= tiff.limit(); i++, entry += ENTRY_BYTES) {
            if (tiff.getShort(entry) == ORIENTATION && tiff.getShort(entry + 2) == TYPE_SHORT) {
                int value = tiff.getShort(entry + 8);
                return value >= 1 && value <= 8 ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }
}
