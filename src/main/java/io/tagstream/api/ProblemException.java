package io.tagstream.api;

import io.tagstream.api.Problem.Mistake;
import io.tagstream.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A request that cannot be served, with what to tell the caller. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Duration SOON = Duration.ofSeconds(1);

    /** So that the answer to a megabyte of mistakes stays one that can be read. */
    private static final int MAX_MISTAKES = 1_000;

    private final int status;
    private final transient Optional<String> code;
    private final transient Optional<Duration> retryAfter;
    private final transient List<Mistake> mistakes;

    public ProblemException(int status, String detail) {
        this(status, detail, Optional.empty(), Optional.empty(), List.of());
    }

    private ProblemException(
            int status, String detail, Optional<String> code, Optional<Duration> retryAfter, List<Mistake> mistakes) {
        super(detail);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
        this.mistakes = mistakes;
    }

    public static ProblemException badRequest(String detail) {
        return new ProblemException(400, detail);
    }

    public static ProblemException notFound(String detail) {
        return new ProblemException(404, detail);
    }

    public static ProblemException forbidden(String detail) {
        return new ProblemException(403, detail);
    }

    /** A picture that the flow would reject, with the code that it would have. */
    static ProblemException unprocessable(Failure failure) {
        return new ProblemException(
                422, failure.detail(), Optional.of(failure.code().name()), Optional.empty(), List.of());
    }

    /** A taxonomy with mistakes, at least one. */
    static ProblemException unusable(String what, List<Mistake> mistakes) {
        String count = mistakes.size() == 1 ? "a problem" : "%,d problems".formatted(mistakes.size());
        return new ProblemException(
                422,
                "%s has %s".formatted(what, count),
                Optional.empty(),
                Optional.empty(),
                mistakes.stream().limit(MAX_MISTAKES).toList());
    }

    /** What was asked for does not go together with what the catalog has. */
    public static ProblemException conflict(String detail) {
        return new ProblemException(409, detail);
    }

    static ProblemException busy(String detail) {
        return new ProblemException(503, detail, Optional.empty(), Optional.of(SOON), List.of());
    }

    public int status() {
        return status;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    /** The failure code, where there is one. */
    Optional<String> code() {
        return code;
    }

    /** What is wrong with a taxonomy. */
    public List<Mistake> mistakes() {
        return mistakes;
    }

    /** When it makes sense to ask again. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
