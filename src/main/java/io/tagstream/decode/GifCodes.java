package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;

import io.tagstream.failure.Failure;

/**
 * GIF's LZW (GIF89a, appendix F): codes of 3 to 12 bits, the lowest bit first, each a string of indices that an earlier code began.
 * Every code but a clear gives at least one index, and clears cost input, so the file's length bounds the work.
 */
final class GifCodes {

    private static final int MOST_BITS = 12;
    private static final int MOST_CODES = 1 << MOST_BITS;
    private static final int NONE = -1;

    private final GifBytes in;
    private final int clear;
    private final int firstBits;
    private final short[] prefix = new short[MOST_CODES];
    private final byte[] suffix = new byte[MOST_CODES];

    /** A code's string, last index first, as far as it is not yet read. */
    private final byte[] waiting = new byte[MOST_CODES + 1];

    private int waitingCount;
    private int bits;
    private int next;
    private int previous = NONE;
    private int first;

    private int buffer;
    private int buffered;
    private int leftInBlock;

    GifCodes(GifBytes in, int codeSize) {
        if (codeSize < 1 || codeSize > 8) {
            throw new Failure(IMAGE_CORRUPT, "the GIF is damaged: indices of %d bits".formatted(codeSize));
        }
        this.in = in;
        this.clear = 1 << codeSize;
        this.firstBits = codeSize + 1;
        for (int i = 0; i < clear; i++) {
            suffix[i] = (byte) i;
        }
        reset();
    }

    /** Fills a row with indices. */
    void read(byte[] row) {
        int x = 0;
        while (x < row.length) {
            while (waitingCount == 0) {
                decode(code());
            }
            while (waitingCount > 0 && x < row.length) {
                row[x++] = waiting[--waitingCount];
            }
        }
    }

    private void decode(int code) {
        if (code == clear) {
            reset();
        } else if (code == clear + 1) {
            throw in.truncated();
        } else if (previous == NONE) {
            if (code > clear) {
                throw damaged();
            }
            first = code;
            waiting[waitingCount++] = (byte) code;
            previous = code;
        } else {
            expand(code);
        }
    }

    private void expand(int code) {
        if (code > next) {
            throw damaged();
        }
        int rest = code;
        if (code == next) { // its own string is the one being added: the previous one and its first index
            waiting[waitingCount++] = (byte) first;
            rest = previous;
        }
        while (rest > clear) {
            waiting[waitingCount++] = suffix[rest];
            rest = prefix[rest];
        }
        first = suffix[rest] & 0xFF;
        waiting[waitingCount++] = (byte) first;
        if (next < MOST_CODES) {
            prefix[next] = (short) previous;
            suffix[next] = (byte) first;
            next++;
            if (next == 1 << bits && bits < MOST_BITS) {
                bits++;
            }
        }
        previous = code;
    }

    private void reset() {
        bits = firstBits;
        next = clear + 2;
        previous = NONE;
    }

    private int code() {
        while (buffered < bits) {
            if (leftInBlock == 0) {
                leftInBlock = in.unsignedByte();
                if (leftInBlock == 0) {
                    throw in.truncated();
                }
            }
            buffer |= in.unsignedByte() << buffered;
            buffered += 8;
            leftInBlock--;
        }
        int code = buffer & ((1 << bits) - 1);
        buffer >>>= bits;
        buffered -= bits;
        return code;
    }

    private static Failure damaged() {
        return new Failure(IMAGE_CORRUPT, "the GIF is damaged: a code that stands for nothing yet");
    }
}
