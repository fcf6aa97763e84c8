package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_NOT_FOUND;
import static io.tagstream.failure.FailureCode.SOURCE_TIMEOUT;
import static io.tagstream.failure.FailureCode.SOURCE_UNAVAILABLE;

import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What S3's errors mean for the photo.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error responses</a>
 */
final class S3Failures {

    /** The worker's credentials are wrong, and no photo's fault: somebody will see it in readiness and put it right. */
    private static final Set<String> OUR_CREDENTIALS = Set.of(
            "ExpiredToken",
            "InvalidAccessKeyId",
            "InvalidToken",
            "RequestTimeTooSkewed",
            "SignatureDoesNotMatch",
            "TokenRefreshRequired");

    /** Named so although their status is of the 400s. */
    private static final Set<String> LATER = Set.of("RequestTimeout", "SlowDown", "OperationAborted");

    private S3Failures() {}

    static Failure of(String name, SdkException e) {
        return e instanceof AwsServiceException answer ? answered(name, answer) : unanswered(name, e);
    }

    private static Failure answered(String name, AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String error = details == null || details.errorCode() == null ? "" : details.errorCode();
        String said =
                "S3 answered with status %d %s".formatted(e.statusCode(), error).strip();
        FailureCode code = codeOf(e.statusCode(), error);
        if (code != SOURCE_UNAVAILABLE) {
            return new Failure(code, "%s: %s%s".formatted(name, said, advice(e.statusCode(), error)), e);
        }
        String retryAfter = details == null || details.sdkHttpResponse() == null
                ? ""
                : details.sdkHttpResponse().firstMatchingHeader("Retry-After").orElse("");
        return new Failure(code, name + ": " + said, RetryAfter.pause(retryAfter, Instant.now()));
    }

    private static FailureCode codeOf(int status, String error) {
        if (OUR_CREDENTIALS.contains(error) || LATER.contains(error)) {
            return SOURCE_UNAVAILABLE;
        }
        return switch (status) {
            case 405 -> SOURCE_NOT_FOUND; // this version is the mark that the object was deleted
            case 412 -> SOURCE_UNAVAILABLE; // it changed while it was read
            default -> WebStatus.codeOf(status);
        };
    }

    private static String advice(int status, String error) {
        return switch (error) {
            case "AccessDenied" ->
                "; the worker may not read it, or it does not exist and the worker may not list the bucket";
            case "InvalidObjectState" -> "; it is archived, and has to be restored first";
            case "AuthorizationHeaderMalformed", "PermanentRedirect" -> "; tagstream.fetch.s3.region may be wrong";
            default -> status == 403 ? "; the worker may not read it" : "";
        };
    }

    /** Nobody answered, or there were no credentials to ask with. */
    private static Failure unanswered(String name, SdkException e) {
        boolean late = rootOf(e) instanceof SocketTimeoutException;
        String message = String.valueOf(e.getMessage());
        String why = message.contains("credentials")
                ? "the worker has no credentials for S3"
                : "S3 cannot be reached (%s)".formatted(rootOf(e).getClass().getSimpleName());
        return new Failure(late ? SOURCE_TIMEOUT : SOURCE_UNAVAILABLE, name + ": " + why, e);
    }

    private static Throwable rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
