package io.tagstream.fetch;

import io.tagstream.photo.ContentHash;

/**
 * A photo as its source has it, still encoded. Its bytes count among those that the worker holds until it is closed.
 *
 * @param bytes at least one; not copied, since they may be megabytes: nobody writes to them
 * @param hash of exactly these bytes
 */
@SuppressWarnings("ArrayRecordComponent") // two contents are compared by their hashes
public record PhotoContent(byte[] bytes, ContentHash hash, Reservation reservation) implements AutoCloseable {

    public PhotoContent {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("a photo has at least one byte");
        }
    }

    /** Of bytes that somebody else accounts for. */
    public PhotoContent(byte[] bytes, ContentHash hash) {
        this(bytes, hash, Reservation.none());
    }

    /** The bytes are about to be let go, and others may take their place. */
    @Override
    public void close() {
        reservation.close();
    }
}
