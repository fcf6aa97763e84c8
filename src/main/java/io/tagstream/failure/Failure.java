package io.tagstream.failure;

import java.time.Duration;

/**
 * The one exception of the flow. Its message is for the person who uploaded the photo or runs the worker: it names the file,
 * field or limit and never carries a secret.
 */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureCode code;
    private final Duration pause;

    public Failure(FailureCode code, String message) {
        this(code, message, Duration.ZERO);
    }

    /** @param pause how long the other side asks to be left alone, zero if it does not */
    public Failure(FailureCode code, String message, Duration pause) {
        super(message);
        this.code = code;
        this.pause = pause;
    }

    public Failure(FailureCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.pause = Duration.ZERO;
    }

    public FailureCode code() {
        return code;
    }

    /** How long the other side asks to be left alone before the next try; zero for most. */
    public Duration pause() {
        return pause;
    }

    /** The message without its exception's name; never null, since every constructor asks for one. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
