package io.tagstream.api;

/** A place in a listing, as text that callers need not understand. */
final class Cursor {

    private Cursor() {}

    static String encode(long number) {
        return Long.toString(number, Character.MAX_RADIX);
    }

    static long decode(String cursor) {
        try {
            return Long.parseLong(cursor, Character.MAX_RADIX);
        } catch (NumberFormatException e) {
            throw ProblemException.badRequest("after is no cursor of ours: " + cursor);
        }
    }
}
