package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;

import io.tagstream.failure.Failure;
import java.nio.ByteBuffer;

/** Walks the chunks of a RIFF: type, length, data, and a byte to make the length even. */
final class WebpChunks {

    static final int VP8X = 0x58385056;
    static final int VP8 = 0x20385056;
    static final int VP8L = 0x4C385056;
    static final int ANMF = 0x464D4E41;
    static final int EXIF = 0x46495845;

    private static final int HEADER_BYTES = 8;

    private final ByteBuffer file;
    private final int limit;
    private int start;
    private int end;
    private int next;

    /** @param file little-endian */
    WebpChunks(ByteBuffer file, int from, int limit) {
        this.file = file;
        this.limit = limit;
        this.next = from;
    }

    /**
     * Goes to the next chunk, if there is one.
     *
     * @throws Failure IMAGE_CORRUPT if it is not whole
     */
    boolean advance() {
        if (next + HEADER_BYTES > limit) {
            return false;
        }
        start = next;
        long length = Integer.toUnsignedLong(file.getInt(start + 4));
        if (length > limit - start - HEADER_BYTES) {
            throw new Failure(
                    IMAGE_CORRUPT, "the WebP is truncated: a chunk at byte %,d is not whole".formatted(start));
        }
        end = start + HEADER_BYTES + (int) length;
        next = end + (end & 1);
        return true;
    }

    int type() {
        return file.getInt(start);
    }

    int dataStart() {
        return start + HEADER_BYTES;
    }

    int dataEnd() {
        return end;
    }

    int dataByte(int offset) {
        return file.get(dataStart() + offset) & 0xFF;
    }

    int dataShort(int offset) {
        return file.getShort(dataStart() + offset) & 0xFFFF;
    }

    int dataInt(int offset) {
        return file.getInt(dataStart() + offset);
    }

    int dataInt24(int offset) {
        return dataShort(offset) | (dataByte(offset + 2) << 16);
    }

    void requireData(int bytes) {
        if (end - dataStart() < bytes) {
            throw new Failure(IMAGE_CORRUPT, "the WebP is damaged: a chunk at byte %,d is too short".formatted(start));
        }
    }

    /** The present chunk, header included. */
    ByteBuffer whole() {
        return file.slice(start, end - start);
    }

    /** The chunks within the present one's data. */
    WebpChunks within(int offset) {
        return new WebpChunks(file, dataStart() + offset, end);
    }
}
