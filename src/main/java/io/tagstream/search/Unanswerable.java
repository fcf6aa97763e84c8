package io.tagstream.search;

/** What was asked cannot be answered; the message begins with the field that is to blame and says what it should be. */
public final class Unanswerable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Reason {
        /** A field is not what it should be. */
        WRONG,
        /** There is no such photo. */
        UNKNOWN,
        /** There is, but as things are, it is not comparable. */
        NOT_NOW
    }

    private final Reason reason;
    private final String field;

    private Unanswerable(Reason reason, String field, String message) {
        super(field + " " + message);
        this.reason = reason;
        this.field = field;
    }

    static Unanswerable wrong(String field, String message) {
        return new Unanswerable(Reason.WRONG, field, message);
    }

    static Unanswerable unknown(String field, String message) {
        return new Unanswerable(Reason.UNKNOWN, field, message);
    }

    static Unanswerable notNow(String field, String message) {
        return new Unanswerable(Reason.NOT_NOW, field, message);
    }

    public Reason reason() {
        return reason;
    }

    /** Its name as a parameter: {@code taken-from}. */
    public String field() {
        return field;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
