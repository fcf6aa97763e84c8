package io.tagstream.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * One directory of a TIFF, as EXIF uses it: entries of 12 bytes, looked through anew for each tag. Follows no chains, reads nothing
 * beyond the block, and takes at most the time of its entries, whatever its offsets say.
 */
final class TiffTags {

    static final int HEADER_BYTES = 8;

    private static final int ENTRY_BYTES = 12;
    private static final int INLINE_BYTES = 4;

    private static final int ASCII = 2;
    private static final int LONG = 4;
    private static final int RATIONAL = 5;
    private static final int RATIONAL_BYTES = 8;

    private final ByteBuffer tiff;
    private final int directory;

    private TiffTags(ByteBuffer tiff, int directory) {
        this.tiff = tiff;
        this.directory = directory;
    }

    static boolean startsAt(byte[] bytes, int offset) {
        return order(ByteBuffer.wrap(bytes, offset, bytes.length - offset).slice())
                .isPresent();
    }

    /**
     * Reads the header.
     *
     * @return empty if it is none
     */
    static Optional<TiffTags> of(ByteBuffer block) {
        return order(block).map(order -> new TiffTags(block.duplicate().order(order), 0));
    }

    private static Optional<ByteOrder> order(ByteBuffer block) {
        if (block.limit() < HEADER_BYTES) {
            return Optional.empty();
        }
        ByteBuffer bigEndian = block.duplicate().order(ByteOrder.BIG_ENDIAN);
        return switch (bigEndian.getInt(0)) {
            case 0x49492A00 -> Optional.of(ByteOrder.LITTLE_ENDIAN);
            case 0x4D4D002A -> Optional.of(ByteOrder.BIG_ENDIAN);
            default -> Optional.empty();
        };
    }

    /** The directory that the header points to. */
    TiffTags first() {
        return at(Integer.toUnsignedLong(tiff.getInt(4)));
    }

    /** The directory that an entry of this one points to. */
    Optional<TiffTags> directory(int tag) {
        int entry = entry(tag);
        return entry > 0 && type(entry) == LONG
                ? Optional.of(at(Integer.toUnsignedLong(tiff.getInt(entry + 8))))
                : Optional.empty();
    }

    private TiffTags at(long offset) {
        return new TiffTags(tiff, (int) Math.min(offset, tiff.limit()));
    }

    /** The bytes of a text, up to so many. */
    Optional<byte[]> text(int tag, int most) {
        int entry = entry(tag);
        if (entry == 0 || type(entry) != ASCII) {
            return Optional.empty();
        }
        long count = Integer.toUnsignedLong(tiff.getInt(entry + 4));
        long start = count <= INLINE_BYTES ? entry + 8 : Integer.toUnsignedLong(tiff.getInt(entry + 8));
        if (start + count > tiff.limit()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[(int) Math.min(count, most)];
        tiff.get((int) start, bytes);
        return Optional.of(bytes);
    }

    /** One of several unsigned fractions; one that divides by 0 is no number. */
    double rational(int tag, int index) {
        int entry = entry(tag);
        if (entry == 0 || type(entry) != RATIONAL || Integer.toUnsignedLong(tiff.getInt(entry + 4)) <= index) {
            return Double.NaN;
        }
        long start = Integer.toUnsignedLong(tiff.getInt(entry + 8)) + (long) index * RATIONAL_BYTES;
        if (start + RATIONAL_BYTES > tiff.limit()) {
            return Double.NaN;
        }
        long denominator = Integer.toUnsignedLong(tiff.getInt((int) start + 4));
        return denominator == 0 ? Double.NaN : (double) Integer.toUnsignedLong(tiff.getInt((int) start)) / denominator;
    }

    private int type(int entry) {
        return Short.toUnsignedInt(tiff.getShort(entry + 2));
    }

    /** Where the entry of a tag is; 0 if there is none. */
    private int entry(int tag) {
        if (directory < HEADER_BYTES || directory + Short.BYTES > tiff.limit()) {
            return 0;
        }
        int entries = Short.toUnsignedInt(tiff.getShort(directory));
        int entry = directory + Short.BYTES;
        for (int i = 0; i < entries && entry + ENTRY_BYTES <= tiff.limit(); i++, entry += ENTRY_BYTES) {
            if (Short.toUnsignedInt(tiff.getShort(entry)) == tag) {
                return entry;
            }
        }
        return 0;
    }
}
