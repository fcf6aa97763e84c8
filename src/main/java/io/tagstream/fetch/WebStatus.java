package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_FORBIDDEN;
import static io.tagstream.failure.FailureCode.SOURCE_NOT_FOUND;
import static io.tagstream.failure.FailureCode.SOURCE_REFUSED;
import static io.tagstream.failure.FailureCode.SOURCE_UNAVAILABLE;

import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import java.time.Instant;

/** What a web server's status means for the photo. */
final class WebStatus {

    private WebStatus() {}

    /**
     * Lets through what brings a photo's bytes as they are. A compressed body is refused and not unpacked: nobody asked for it, a
     * photo gains nothing by it, and what it unpacks to could be anything.
     *
     * @throws Failure with how long the server asks to be left alone, where it does
     */
    static void requireSuccess(String name, WebResponse response) {
        int status = response.status();
        if (status / 100 != 2) {
            throw new Failure(
                    codeOf(status),
                    "%s answered with status %d".formatted(name, status),
                    RetryAfter.pause(response.header("Retry-After"), Instant.now()));
        }
        String encoding = response.header("Content-Encoding");
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            throw new Failure(SOURCE_REFUSED, name + " answered with a Content-Encoding that nobody asked for");
        }
    }

    /** 425 is for requests that came too early in a TLS session. */
    static FailureCode codeOf(int status) {
        return switch (status) {
            case 401, 403 -> SOURCE_FORBIDDEN;
            case 404, 410 -> SOURCE_NOT_FOUND;
            case 408, 425, 429 -> SOURCE_UNAVAILABLE;
            default -> status >= 500 ? SOURCE_UNAVAILABLE : SOURCE_REFUSED;
        };
    }
}
