package io.tagstream.failure;

/** The worker is shutting down while this work waits; nothing is lost, since its event is delivered again. */
public final class Interrupted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Interrupted(Exception cause) {
        super("the worker is shutting down", cause);
    }
}
