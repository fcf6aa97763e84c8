package io.tagstream.catalog;

/** Puts an outcome into words for those downstream; asked only for outcomes that changed something. */
@FunctionalInterface
public interface Announcer {

    OutboxEvent announce(Outcome outcome);
}
