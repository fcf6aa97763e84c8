package io.tagstream.search;

import io.tagstream.search.NearestPhotos.Hit;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * Where a page ended, as text that callers need not understand: of which question, after which photo.
 *
 * @param question what was asked, digested
 * @param last the last photo that was shown; of a listing, its cosine is 0
 * @param shown photos on this page and on all before it
 */
record Place(long question, Hit last, int shown) {

    private static final int BYTES = 3 * Long.BYTES + Integer.BYTES;

    String cursor() {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(question)
                .putDouble(last.cosine())
                .putLong(last.photo())
                .putInt(shown)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Reads a cursor.
     *
     * @throws Unanswerable WRONG if it is none, or another question's
     */
    static Place of(String cursor, long question) {
        byte[] bytes = bytes(cursor);
        if (bytes.length != BYTES) {
            throw made(cursor);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getLong() != question) {
            throw Unanswerable.wrong(
                    "after", "is a cursor of another question; a cursor goes with the parameters it was given for");
        }
        double cosine = buffer.getDouble();
        long photo = buffer.getLong();
        int shown = buffer.getInt();
        if (!(Math.abs(cosine) <= 2) || photo < 0 || shown < 1) {
            throw made(cursor);
        }
        return new Place(question, new Hit(photo, cosine), shown);
    }

    private static byte[] bytes(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw made(cursor);
        }
    }

    private static Unanswerable made(String cursor) {
        return Unanswerable.wrong("after", "is no cursor of ours: " + cursor);
    }
}
