package io.tagstream.retag;

/** What was asked for makes no sense as things are; the message says why, and what to do instead. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why it was refused. */
    public enum Reason {
        /** There is no such thing. */
        UNKNOWN,
        /** There is, but now is not the time. */
        NOT_NOW
    }

    private final Reason reason;

    private Refused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static Refused unknown(String message) {
        return new Refused(Reason.UNKNOWN, message);
    }

    static Refused notNow(String message) {
        return new Refused(Reason.NOT_NOW, message);
    }

    public Reason reason() {
        return reason;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
