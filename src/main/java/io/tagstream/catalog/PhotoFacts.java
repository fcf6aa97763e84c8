package io.tagstream.catalog;

import io.tagstream.photo.ContentHash;

/**
 * What the bytes themselves say.
 *
 * @param byteSize of the file
 * @param format JPEG, PNG, …
 * @param width pixels, upright
 * @param height pixels, upright
 */
public record PhotoFacts(ContentHash hash, long byteSize, String format, int width, int height) {}
