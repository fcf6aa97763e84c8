package io.tagstream.fetch;

import static io.tagstream.failure.FailureCode.SOURCE_REFUSED;

import io.tagstream.failure.Failure;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** One object's way out of S3. */
final class S3Transfer implements BodySource {

    /** aws-chunked is how it was uploaded; some servers keep the word, and none the chunks. */
    private static final Set<String> PLAIN = Set.of("", "identity", "aws-chunked");

    private final S3Client client;
    private final String name;
    private final S3Address address;
    private @Nullable String entityTag;

    S3Transfer(S3Client client, String name, S3Address address) {
        this.client = client;
        this.name = name;
        this.address = address;
    }

    @Override
    public Answer open(long from) {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(address.bucket()).key(address.key());
        address.versionId().ifPresent(request::versionId);
        if (from > 0) {
            request.range("bytes=%d-".formatted(from)).ifMatch(entityTag);
        }
        ResponseInputStream<GetObjectResponse> body = client.getObject(request.build());
        GetObjectResponse response = body.response();
        entityTag = response.eTag();
        Answer answer = new Answer(body, length(response), entityTag != null, body::abort);
        requirePlain(response, body);
        return answer;
    }

    /** For the same reasons as on the web. */
    private void requirePlain(GetObjectResponse response, ResponseInputStream<GetObjectResponse> body) {
        String encoding = response.contentEncoding() == null ? "" : response.contentEncoding();
        if (!PLAIN.contains(encoding.strip().toLowerCase(Locale.ROOT))) {
            body.abort();
            throw new Failure(SOURCE_REFUSED, name + " is stored with a Content-Encoding; a photo needs none");
        }
    }

    private static OptionalLong length(GetObjectResponse response) {
        return response.contentLength() == null ? OptionalLong.empty() : OptionalLong.of(response.contentLength());
    }
}
