package io.tagstream.api;

import io.tagstream.failure.Failure;
import java.time.Duration;
import java.util.Optional;

/** A request that cannot be served, with what to tell the caller. */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Duration SOON = Duration.ofSeconds(1);

    private final int status;
    private final transient Optional<String> code;
    private final transient Optional<Duration> retryAfter;

    ProblemException(int status, String detail) {
        this(status, detail, Optional.empty(), Optional.empty());
    }

    private ProblemException(int status, String detail, Optional<String> code, Optional<Duration> retryAfter) {
        super(detail);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    static ProblemException badRequest(String detail) {
        return new ProblemException(400, detail);
    }

    static ProblemException notFound(String detail) {
        return new ProblemException(404, detail);
    }

    /** A picture that the flow would reject, with the code that it would have. */
    static ProblemException unprocessable(Failure failure) {
        return new ProblemException(
                422, failure.detail(), Optional.of(failure.code().name()), Optional.empty());
    }

    static ProblemException busy(String detail) {
        return new ProblemException(503, detail, Optional.empty(), Optional.of(SOON));
    }

    int status() {
        return status;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    /** The failure code, where there is one. */
    Optional<String> code() {
        return code;
    }

    /** When it makes sense to ask again. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
