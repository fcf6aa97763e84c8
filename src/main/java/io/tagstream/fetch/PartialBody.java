package io.tagstream.fetch;

import io.tagstream.photo.ContentHash;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** As much of a body of announced length as has arrived. */
final class PartialBody {

    private static final int STEP = 64 << 10;

    private final byte[] bytes;
    private final MessageDigest hash = ContentHash.sha256();
    private int received;
    private boolean complete;

    PartialBody(int length) {
        this.bytes = new byte[length];
    }

    /** @throws IOException if the body breaks off or goes on for longer than was announced; what arrived stays */
    void readFrom(InputStream body) throws IOException {
        while (received < bytes.length) {
            int count = body.read(bytes, received, Math.min(STEP, bytes.length - received));
            if (count < 0) {
                throw new EOFException("the body ended %d bytes early".formatted(missing()));
            }
            hash.update(bytes, received, count);
            received += count;
        }
        if (body.read() >= 0) {
            throw new IOException("the body is longer than announced");
        }
        complete = true;
    }

    int received() {
        return received;
    }

    int missing() {
        return bytes.length - received;
    }

    boolean isComplete() {
        return complete;
    }

    /** Once, when it is complete. */
    PhotoContent content(Reservation reservation) {
        return new PhotoContent(bytes, ContentHash.ofDigest(hash.digest()), reservation);
    }
}
