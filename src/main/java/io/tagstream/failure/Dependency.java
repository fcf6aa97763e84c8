package io.tagstream.failure;

/** What of the outside a worker cannot do without, as readiness names it. */
public enum Dependency {
    DATABASE,
    KAFKA,
    SOURCES,
    /** The memory of what the model runs on, which others may use, too. */
    MODEL
}
