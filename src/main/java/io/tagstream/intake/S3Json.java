package io.tagstream.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.photo.PhotoChange;
import io.tagstream.photo.PhotoDeletion;
import io.tagstream.photo.PhotoId;
import io.tagstream.photo.PhotoUpload;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * One record of an S3 event notification, as AWS, MinIO and Ceph send them.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event message
 *     structure</a>
 */
final class S3Json {

    private S3Json() {}

    /** The photo's id is {@code bucket/key}. */
    static PhotoChange change(JsonNode record) {
        String bucket = required(record.path("s3").path("bucket"), "name", "s3.bucket.name");
        String key = decoded(required(record.path("s3").path("object"), "key", "s3.object.key"));
        PhotoId id = PhotoJson.id(bucket + "/" + key, "s3.bucket.name and s3.object.key");
        // AWS writes ObjectCreated:Put, MinIO and Ceph s3:ObjectCreated:Put.
        String event = required(record, "eventName", "eventName");
        String name = event.startsWith("s3:") ? event.substring(3) : event;
        if (name.startsWith("ObjectRemoved:")) {
            return new PhotoDeletion(id);
        }
        if (!name.startsWith("ObjectCreated:")) {
            throw PhotoJson.invalid("eventName " + event + " is neither ObjectCreated:* nor ObjectRemoved:*");
        }
        return new PhotoUpload(
                id,
                source(bucket, key),
                Optional.empty(),
                PhotoJson.text(record, "eventTime", 64).map(value -> PhotoJson.instant(value, "eventTime")),
                PhotoJson.text(record.path("s3").path("object"), "contentType", 512),
                Map.of());
    }

    private static String required(JsonNode object, String field, String place) {
        return PhotoJson.text(object, field, PhotoId.MAX_BYTES * 3)
                .orElseThrow(() -> new Failure(FailureCode.EVENT_WITHOUT_PHOTO_ID, place + " is missing"));
    }

    /** Keys come URL-encoded as a form is: a space is a plus. */
    private static String decoded(String key) {
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Failure(FailureCode.EVENT_FIELD_INVALID, "s3.object.key is not URL-encoded: " + key, e);
        }
    }

    private static URI source(String bucket, String key) {
        try {
            return new URI("s3", bucket, "/" + key, null);
        } catch (URISyntaxException e) {
            throw new Failure(
                    FailureCode.EVENT_FIELD_INVALID, "s3.bucket.name does not make an address: " + e.getReason(), e);
        }
    }
}
