package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_EMPTY;
import static io.tagstream.failure.FailureCode.SOURCE_TOO_LARGE;

import io.tagstream.failure.Failure;
import io.tagstream.photo.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;

/** Reads a body of unknown length: at most one byte more than allowed, hashed on the way. */
final class ContentReader {

    private final int maxBytes;

    ContentReader(FetchLimits limits) {
        this.maxBytes = limits.maxBytes();
    }

    /** @param claimed length in bytes as somebody says, negative if nobody does; good enough to refuse early, never to trust */
    void refuseEarly(String name, long claimed) {
        if (claimed > maxBytes) {
            throw tooLarge(name, "has %,d bytes".formatted(claimed));
        }
    }

    PhotoContent read(String name, InputStream body) throws IOException {
        DigestInputStream hashed = new DigestInputStream(body, ContentHash.sha256());
        byte[] bytes = hashed.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw tooLarge(name, "has more bytes than allowed");
        }
        if (bytes.length == 0) {
            throw new Failure(SOURCE_EMPTY, name + " is empty");
        }
        return new PhotoContent(
                bytes, ContentHash.ofDigest(hashed.getMessageDigest().digest()));
    }

    private Failure tooLarge(String name, String size) {
        return new Failure(SOURCE_TOO_LARGE, "%s %s; at most %,d are fetched".formatted(name, size, maxBytes));
    }
}
