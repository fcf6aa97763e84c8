package io.tagstream.photo;

/** What an event asks for: a photo is there (new, or replaced), or it is gone. */
public sealed interface PhotoChange permits PhotoUpload, PhotoDeletion {

    PhotoId id();
}
