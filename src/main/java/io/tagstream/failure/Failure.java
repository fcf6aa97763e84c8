package io.tagstream.failure;

/**
 * The one exception of the flow. Its message is for the person who uploaded the photo or runs the worker: it names the file,
 * field or limit and never carries a secret.
 */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureCode code;

    public Failure(FailureCode code, String message) {
        super(message);
        this.code = code;
    }

    public Failure(FailureCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public FailureCode code() {
        return code;
    }

    /** The message without its exception's name; never null, since every constructor asks for one. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
