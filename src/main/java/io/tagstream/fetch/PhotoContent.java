package io.tagstream.fetch;

import io.tagstream.photo.ContentHash;

/**
 * A photo as its source has it, still encoded.
 *
 * @param bytes at least one; not copied, since they may be megabytes: nobody writes to them
 * @param hash of exactly these bytes
 */
@SuppressWarnings("ArrayRecordComponent") // two contents are compared by their hashes
public record PhotoContent(byte[] bytes, ContentHash hash) {

    public PhotoContent {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("a photo has at least one byte");
        }
    }
}
