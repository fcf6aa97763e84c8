package io.tagstream.api;

import java.util.Optional;

/** What callers say about a change, which the catalog keeps with it. */
public final class Remarks {

    private static final int MAX_AUTHOR = 200;
    private static final int MAX_NOTE = 2_000;

    private Remarks() {}

    /** Who makes the change; nobody checks it. */
    public static Optional<String> author(Optional<String> author) {
        return checked("author", author, MAX_AUTHOR);
    }

    /** Why. */
    public static Optional<String> note(Optional<String> note) {
        return checked("note", note, MAX_NOTE);
    }

    private static Optional<String> checked(String field, Optional<String> text, int most) {
        Optional<String> said = text.map(String::strip).filter(value -> !value.isEmpty());
        said.ifPresent(value -> {
            if (value.length() > most) {
                throw ProblemException.badRequest(
                        "%s has %,d characters; %,d are kept".formatted(field, value.length(), most));
            }
            if (value.codePoints().anyMatch(Remarks::isUnreadable)) {
                throw ProblemException.badRequest(field + " has a control character or half a surrogate pair in it");
            }
        });
        return said;
    }

    private static boolean isUnreadable(int character) {
        return (Character.isISOControl(character) && character != '\n' && character != '\t')
                || Character.getType(character) == Character.SURROGATE;
    }
}
