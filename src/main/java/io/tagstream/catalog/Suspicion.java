package io.tagstream.catalog;

import io.tagstream.photo.ContentHash;
import io.tagstream.photo.PhotoId;

/**
 * A photo that was in native code when the process died.
 *
 * @param photo one that has this content
 * @param alone nothing else was in native code, so nothing else can have done it
 */
public record Suspicion(PhotoId photo, ContentHash content, boolean alone) {}
