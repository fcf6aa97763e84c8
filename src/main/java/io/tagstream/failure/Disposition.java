package io.tagstream.failure;

/** Whose fault a failure is, and so what happens next. */
public enum Disposition {
    /** The outside is broken: the same work is tried again, later. */
    RETRY,
    /** The photo or its event is: it is stored and announced as rejected, and nobody else is hurt. */
    REJECT,
    /** We are: the worker stops with a clear last word instead of blaming photos. */
    HALT
}
