package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_EMPTY;
import static io.tagstream.failure.FailureCode.SOURCE_TOO_LARGE;
import static io.tagstream.failure.FailureCode.SOURCE_UNAVAILABLE;

import io.tagstream.failure.Failure;
import io.tagstream.photo.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.OptionalLong;

/**
 * Reads a photo into memory that was reserved for it, hashing on the way. No more is read than the source announced, and never
 * more than allowed; a body that breaks off goes on where it ended, if its source can do that.
 */
final class ContentReader {

    /** Of one photo, within its deadline. More often, the source has a problem that a pause helps better. */
    private static final int MAX_RESUMES = 3;

    private final int maxBytes;

    ContentReader(FetchLimits limits) {
        this.maxBytes = limits.maxBytes();
    }

    PhotoContent read(String name, BodySource source, Reservation reservation) throws IOException {
        Answer answer = source.open(0);
        try {
            if (answer.length().isEmpty()) {
                return unannounced(name, answer.body(), reservation);
            }
            PartialBody body = announced(name, answer.length().getAsLong(), reservation);
            for (int resumes = 0; !body.isComplete(); resumes++) {
                try {
                    body.readFrom(answer.body());
                } catch (IOException broken) {
                    if (!answer.resumable() || body.received() == 0 || resumes == MAX_RESUMES) {
                        throw broken;
                    }
                    answer.close(); // now, since its host may allow no other connection beside it
                    answer = source.open(body.received());
                    requireRest(name, answer, body);
                }
            }
            return body.content(reservation);
        } finally {
            answer.close();
        }
    }

    private PartialBody announced(String name, long length, Reservation reservation) {
        if (length > maxBytes) {
            throw tooLarge(name, "has %,d bytes".formatted(length));
        }
        if (length == 0) {
            throw empty(name);
        }
        reservation.resize(length);
        return new PartialBody((int) length);
    }

    private static void requireRest(String name, Answer rest, PartialBody body) {
        if (!rest.length().equals(OptionalLong.of(body.missing()))) {
            throw new Failure(SOURCE_UNAVAILABLE, name + " changed while it was read");
        }
    }

    /** The pieces and the whole exist side by side for a moment. */
    private PhotoContent unannounced(String name, InputStream body, Reservation reservation) throws IOException {
        reservation.resize(2L * maxBytes);
        DigestInputStream hashed = new DigestInputStream(body, ContentHash.sha256());
        byte[] bytes = hashed.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw tooLarge(name, "has more bytes than allowed");
        }
        if (bytes.length == 0) {
            throw empty(name);
        }
        reservation.resize(bytes.length);
        return new PhotoContent(
                bytes, ContentHash.ofDigest(hashed.getMessageDigest().digest()), reservation);
    }

    private static Failure empty(String name) {
        return new Failure(SOURCE_EMPTY, name + " is empty");
    }

    private Failure tooLarge(String name, String size) {
        return new Failure(SOURCE_TOO_LARGE, "%s %s; at most %,d are fetched".formatted(name, size, maxBytes));
    }
}
