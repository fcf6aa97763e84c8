package io.tagstream.catalog;

/** What those downstream are told. */
public sealed interface News permits TaggedPhoto, Outcome.Rejected, Outcome.Unreadable, Outcome.Deleted {}
