package io.tagstream.catalog;

/** Puts news into words for those downstream. */
@FunctionalInterface
public interface Announcer {

    OutboxEvent announce(News news);
}
