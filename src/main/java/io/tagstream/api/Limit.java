package io.tagstream.api;

/** The size of a page, as a caller asks for it. */
final class Limit {

    private static final int MAX = 200;

    private Limit() {}

    /** Parsed here and not by the framework, which would answer 404 to a word. */
    static int parse(String limit) {
        try {
            int value = Integer.parseInt(limit);
            if (value >= 1 && value <= MAX) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // answered below, as a number out of range is
        }
        throw ProblemException.badRequest("limit is " + limit + ", it has to be from 1 to " + MAX);
    }
}
