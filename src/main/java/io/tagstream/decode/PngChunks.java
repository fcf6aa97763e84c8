package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;

import io.tagstream.failure.Failure;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Walks a PNG's chunks: length, type, data, CRC. A chunk that is not whole is a truncated file. */
final class PngChunks {

    static final int IHDR = 0x49484452;
    static final int PLTE = 0x504C5445;
    static final int IDAT = 0x49444154;
    static final int IEND = 0x49454E44;
    static final int EXIF = 0x65584966;
    static final int TEXT = 0x74455874;
    static final int ZTXT = 0x7A545874;

    static final int SIGNATURE_BYTES = 8;

    private static final int AROUND_DATA = 12;

    /** The first letter's case says whether a picture can be shown without the chunk. */
    private static final int ANCILLARY = 0x20000000;

    private final byte[] bytes;
    private final ByteBuffer buffer;
    private int start;
    private int end = SIGNATURE_BYTES;

    PngChunks(byte[] bytes) {
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes);
    }

    /**
     * Goes to the next chunk.
     *
     * @return its type, four letters in an int
     * @throws Failure IMAGE_CORRUPT if the file ends before the chunk does
     */
    int advance() {
        start = end;
        long length =
                start + 4L > bytes.length ? Long.MAX_VALUE - AROUND_DATA : Integer.toUnsignedLong(buffer.getInt(start));
        if (length + AROUND_DATA > bytes.length - start) {
            throw new Failure(
                    IMAGE_CORRUPT,
                    "the PNG is truncated: its %,d bytes end before its picture does".formatted(bytes.length));
        }
        end = start + (int) length + AROUND_DATA;
        return buffer.getInt(start + 4);
    }

    static boolean isAncillary(int type) {
        return (type & ANCILLARY) != 0;
    }

    /** Where the present chunk starts, with its length. */
    int start() {
        return start;
    }

    /** Where the present chunk ends, with its CRC, exclusive. */
    int end() {
        return end;
    }

    int dataStart() {
        return start + 8;
    }

    int dataEnd() {
        return end - 4;
    }

    /** The data's big-endian int at an offset; a negative one is above what PNG allows. */
    int dataInt(int offset) {
        return buffer.getInt(dataStart() + offset);
    }

    int dataByte(int offset) {
        return bytes[dataStart() + offset] & 0xFF;
    }

    void requireIntact() {
        CRC32 crc = new CRC32();
        crc.update(bytes, start + 4, end - 4 - (start + 4));
        if ((int) crc.getValue() != buffer.getInt(end - 4)) {
            throw new Failure(IMAGE_CORRUPT, "the PNG is damaged: a checksum at byte %,d is wrong".formatted(end - 4));
        }
    }
}
