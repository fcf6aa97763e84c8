package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tagstream.failure.Failure;
import java.nio.ByteBuffer;

/** Walks the boxes of one level of a HEIF (ISO/IEC 14496-12): length, type, content. Big-endian. */
final class HeifBoxes {

    private final ByteBuffer file;
    private final int limit;
    private int start;
    private int contentStart;
    private int end;

    HeifBoxes(ByteBuffer file, int from, int limit) {
        this.file = file;
        this.limit = limit;
        this.end = from;
    }

    /**
     * Goes to the next box, if there is one.
     *
     * @throws Failure IMAGE_CORRUPT if it is not whole
     */
    boolean advance() {
        start = end;
        if (limit - start < 8) {
            return false;
        }
        long length = Integer.toUnsignedLong(file.getInt(start));
        contentStart = start + 8;
        if (length == 1 && limit - start >= 16) {
            length = file.getLong(start + 8);
            contentStart = start + 16;
        } else if (length == 0) {
            length = (long) limit - start;
        }
        if (length < contentStart - start || length > limit - start) {
            throw new Failure(IMAGE_CORRUPT, "the HEIF is truncated: a box at byte %,d is not whole".formatted(start));
        }
        end = start + (int) length;
        return true;
    }

    /**
     * Goes on to the last box, and sees that those with pixels are there and whole. A telephone's own trailer need not be a box.
     *
     * @throws Failure IMAGE_CORRUPT if they are not
     */
    void requireMediaWhole() {
        boolean seen = false;
        while (limit - end >= 8) {
            boolean media = typeAt(end).equals("mdat");
            try {
                advance();
            } catch (Failure notWhole) {
                if (media || !seen) {
                    throw notWhole;
                }
                return;
            }
            seen |= media;
        }
        if (!seen) {
            throw new Failure(IMAGE_CORRUPT, "the HEIF is truncated: it has no pixels");
        }
    }

    String type() {
        return typeAt(start);
    }

    private String typeAt(int box) {
        return ISO_8859_1.decode(file.slice(box + 4, 4)).toString();
    }

    int contentStart() {
        return contentStart;
    }

    int end() {
        return end;
    }

    int length() {
        return end - contentStart;
    }

    /** A byte of the content. */
    int unsignedByte(int offset) {
        return file.get(checked(offset, 1)) & 0xFF;
    }

    int unsignedShort(int offset) {
        return file.getShort(checked(offset, 2)) & 0xFFFF;
    }

    int number(int offset) {
        return file.getInt(checked(offset, 4));
    }

    /** The boxes inside of this one, after so many bytes of its own. */
    HeifBoxes within(int ownBytes) {
        return new HeifBoxes(file, contentStart + ownBytes, end);
    }

    private int checked(int offset, int bytes) {
        if (offset > length() - bytes) {
            throw new Failure(IMAGE_CORRUPT, "the HEIF is damaged: a box at byte %,d is too short".formatted(start));
        }
        return contentStart + offset;
    }
}
