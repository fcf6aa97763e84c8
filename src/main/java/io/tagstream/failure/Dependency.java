package io.tagstream.failure;

/** What of the outside a worker cannot do without, as readiness names it. */
public enum Dependency {
    DATABASE,
    KAFKA,
    SOURCES
}
