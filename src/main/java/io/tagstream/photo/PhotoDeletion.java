package io.tagstream.photo;

/** The photo is gone and its tags and embedding with it. */
public record PhotoDeletion(PhotoId id) implements PhotoChange {}
