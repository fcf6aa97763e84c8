package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;

import io.tagstream.failure.Failure;

/**
 * TIFF's LZW (TIFF 6.0, section 13): codes of 9 to 12 bits, the highest bit first, one bit longer a code earlier than GIF's. A
 * string is a place in what was already written, so nothing is kept but where it starts and how long it is.
 */
final class TiffCodes {

    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int FIRST = 258;
    private static final int MOST_CODES = 1 << 12;

    private final byte[] bytes;
    private final int end;
    private final int[] starts = new int[MOST_CODES];
    private final int[] lengths = new int[MOST_CODES];
    private int position;
    private int buffer;
    private int buffered;

    TiffCodes(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    /**
     * Writes until {@code to} is full or the codes end.
     *
     * @return how many bytes were written
     */
    int read(byte[] to) {
        int out = 0;
        int next = FIRST;
        int bits = 9;
        int before = -1; // where the previous string was written
        int beforeLength = 0;
        while (out < to.length) {
            int code = code(bits);
            if (code == END) {
                return out;
            }
            if (code == CLEAR) {
                next = FIRST;
                bits = 9;
                before = -1;
                continue;
            }
            int start = out;
            if (before >= 0
                    && next < MOST_CODES) { // the previous string and the first byte of this one, which follows it
                starts[next] = before;
                lengths[next] = beforeLength + 1;
                next++;
            }
            if (code < CLEAR) {
                to[out++] = (byte) code;
            } else if (code < next) {
                // byte by byte: a string may reach into itself
                for (int i = 0; i < lengths[code] && out < to.length; i++) {
                    to[out++] = to[starts[code] + i];
                }
            } else {
                throw new Failure(IMAGE_CORRUPT, "the TIFF is damaged: a code that stands for nothing yet");
            }
            before = start;
            beforeLength = out - start;
            if (next >= (1 << bits) - 1 && bits < 12) {
                bits++;
            }
        }
        return out;
    }

    private int code(int bits) {
        while (buffered < bits) {
            if (position >= end) {
                return END;
            }
            buffer = (buffer << 8) | (bytes[position++] & 0xFF);
            buffered += 8;
        }
        buffered -= bits;
        return (buffer >> buffered) & ((1 << bits) - 1);
    }
}
