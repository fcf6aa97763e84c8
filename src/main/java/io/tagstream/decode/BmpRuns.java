package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;

import io.tagstream.failure.Failure;

/** A bitmap's run lengths: a count and what to repeat, or 0 and an escape. Pixels that are jumped over have index 0. */
final class BmpRuns {

    private static final int END_OF_LINE = 0;
    private static final int END_OF_BITMAP = 1;
    private static final int DELTA = 2;

    private final byte[] bytes;
    private final boolean nibbles;
    private final int width;
    private final int height;
    private final byte[] indices;
    private int position;
    private int x;
    private int y;

    BmpRuns(byte[] bytes, int position, int bits, int width, int height) {
        this.bytes = bytes;
        this.position = position;
        this.nibbles = bits == 4;
        this.width = width;
        this.height = height;
        this.indices = new byte[Math.multiplyExact(width, height)];
    }

    /** One index for each pixel, in the order of the file. */
    byte[] read() {
        while (y < height) {
            int count = next();
            int value = next();
            if (count > 0) {
                for (int i = 0; i < count; i++) {
                    put(nibbles ? i % 2 == 0 ? value >> 4 : value & 0xF : value);
                }
            } else if (value == END_OF_LINE) {
                x = 0;
                y++;
            } else if (value == END_OF_BITMAP) {
                return indices;
            } else if (value == DELTA) {
                x = Math.min(x + next(), width);
                y += next();
            } else {
                literally(value);
            }
        }
        return indices;
    }

    /** So many indices as they are, filled up to an even number of bytes. */
    private void literally(int count) {
        int bytesOfThem = nibbles ? (count + 1) / 2 : count;
        int pair = 0;
        for (int i = 0; i < count; i++) {
            if (!nibbles) {
                put(next());
            } else if (i % 2 == 0) {
                pair = next();
                put(pair >> 4);
            } else {
                put(pair & 0xF);
            }
        }
        position += bytesOfThem & 1;
    }

    /** What goes beyond a line is dropped. */
    private void put(int index) {
        if (x < width && y < height) {
            indices[y * width + x] = (byte) index;
            x++;
        }
    }

    private int next() {
        if (position >= bytes.length) {
            throw new Failure(IMAGE_CORRUPT, "the BMP is truncated: its run lengths end before its picture does");
        }
        return bytes[position++] & 0xFF;
    }
}
