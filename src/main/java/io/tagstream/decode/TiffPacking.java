package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;
import static io.tagstream.failure.FailureCode.IMAGE_FORMAT_UNSUPPORTED;

import io.tagstream.failure.Failure;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The compressions of a TIFF that photos have; not those of fax machines. */
enum TiffPacking {
    NONE,
    LZW,
    JPEG,
    DEFLATE,
    PACK_BITS;

    static TiffPacking of(int compression) {
        return switch (compression) {
            case 1 -> NONE;
            case 5 -> LZW;
            case 7 -> JPEG;
            case 8, 32946 -> DEFLATE;
            case 32773 -> PACK_BITS;
            default ->
                throw new Failure(
                        IMAGE_FORMAT_UNSUPPORTED, "a TIFF with compression %d is not supported".formatted(compression));
        };
    }

    /** With the others, a predictor is not used, whatever the tag says. */
    boolean mayHaveDifferences() {
        return this == LZW || this == DEFLATE;
    }

    /** Fills {@code to}; what would be more is left out, as libtiff does, and less is an error. */
    void unpack(byte[] from, int offset, int length, byte[] to) {
        switch (this) {
            case NONE -> {
                requireFull(length >= to.length);
                System.arraycopy(from, offset, to, 0, to.length);
            }
            case LZW -> requireFull(new TiffCodes(from, offset, length).read(to) == to.length);
            case DEFLATE -> inflate(from, offset, length, to);
            case PACK_BITS -> packBits(from, offset, length, to);
            case JPEG -> throw new IllegalStateException("a JPEG is not unpacked but decoded");
        }
    }

    private static void inflate(byte[] from, int offset, int length, byte[] to) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(from, offset, length);
            int done = 0;
            while (done < to.length) {
                int more = inflater.inflate(to, done, to.length - done);
                requireFull(more > 0);
                done += more;
            }
        } catch (DataFormatException e) {
            throw new Failure(IMAGE_CORRUPT, "the TIFF is damaged: a strip or tile cannot be inflated", e);
        } finally {
            inflater.end();
        }
    }

    /** Apple's run lengths: n ≥ 0 is n + 1 bytes as they are, n < 0 is 1 − n times the next byte, −128 is nothing. */
    private static void packBits(byte[] from, int offset, int length, byte[] to) {
        int in = offset;
        int end = offset + length;
        int out = 0;
        while (out < to.length) {
            requireFull(in < end);
            int n = from[in++];
            if (n >= 0) {
                int count = Math.min(n + 1, to.length - out);
                requireFull(count <= end - in);
                System.arraycopy(from, in, to, out, count);
                in += n + 1;
                out += count;
            } else if (n != -128) {
                requireFull(in < end);
                int count = Math.min(1 - n, to.length - out);
                Arrays.fill(to, out, out + count, from[in++]);
                out += count;
            }
        }
    }

    private static void requireFull(boolean full) {
        if (!full) {
            throw new Failure(IMAGE_CORRUPT, "the TIFF is truncated: a strip or tile has fewer pixels than it should");
        }
    }
}
