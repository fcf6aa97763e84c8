package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;

import io.tagstream.failure.Failure;
import java.util.Arrays;

/** A GIF from front to back: little-endian, with data in blocks of a length byte and so many others. */
final class GifBytes {

    private final byte[] bytes;
    private int position;

    GifBytes(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    int position() {
        return position;
    }

    void moveTo(int position) {
        this.position = position;
    }

    int unsignedByte() {
        int value = peek(0);
        position++;
        return value;
    }

    int unsignedShort() {
        return unsignedByte() | (unsignedByte() << 8);
    }

    /** A byte further on, without going there. */
    int peek(int offset) {
        if (offset >= bytes.length - position) {
            throw truncated();
        }
        return bytes[position + offset] & 0xFF;
    }

    /** The colours that follow if the flags say how many; padded to 256, with black, since the codes may point beyond them. */
    byte[] palette(int flags) {
        int length = 3 << ((flags & 7) + 1);
        if (length > bytes.length - position) {
            throw truncated();
        }
        byte[] palette = Arrays.copyOf(Arrays.copyOfRange(bytes, position, position + length), 768);
        position += length;
        return palette;
    }

    /** Goes behind the block of no length that ends a row of blocks. */
    void skipBlocks() {
        for (int length = unsignedByte(); length > 0; length = unsignedByte()) {
            position += Math.min(length, bytes.length - position);
        }
    }

    Failure truncated() {
        return new Failure(
                IMAGE_CORRUPT,
                "the GIF is truncated: its %,d bytes end before its first frame does".formatted(bytes.length));
    }
}
