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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One record of an S3 event notification, as AWS, MinIO and Ceph send them.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event message
 *     structure</a>
 */
final class S3Json {

    /** A key that is URL-encoded has up to three characters for a byte. */
    private static final int MAX_NAME_CHARACTERS = 3 * PhotoId.MAX_BYTES;

    private static final int MAX_TEXT_CHARACTERS = 512;

    private S3Json() {}

    /** The photo's id is {@code bucket/key}. */
    static PhotoChange change(JsonNode record) {
        String bucket = bucket(record);
        String key = key(record);
        PhotoId id = id(bucket, key);
        String event = PhotoJson.text(record, "eventName", MAX_TEXT_CHARACTERS)
                .orElseThrow(() -> PhotoJson.invalid("eventName is missing"));
        // AWS and newer Ceph write ObjectCreated:Put, MinIO and older Ceph s3:ObjectCreated:Put.
        String name = event.startsWith("s3:") ? event.substring(3) : event;
        if (name.startsWith("ObjectRemoved:")) {
            return new PhotoDeletion(id);
        }
        if (!name.startsWith("ObjectCreated:")) {
            throw PhotoJson.invalid("eventName " + event + " is neither ObjectCreated:* nor ObjectRemoved:*");
        }
        return new PhotoUpload(
                id,
                source(bucket, key, version(record)),
                Optional.empty(),
                PhotoJson.text(record, "eventTime", MAX_TEXT_CHARACTERS).map(S3Json::time),
                PhotoJson.text(record.path("s3").path("object"), "contentType", MAX_TEXT_CHARACTERS),
                Map.of());
    }

    /** For a rejection: the photo's id, if nothing else could be read. */
    static Optional<PhotoId> idIfValid(JsonNode record) {
        try {
            return Optional.of(id(bucket(record), key(record)));
        } catch (Failure invalid) {
            return Optional.empty();
        }
    }

    private static PhotoId id(String bucket, String key) {
        return PhotoJson.id(bucket + "/" + key, "s3.bucket.name and s3.object.key");
    }

    private static String bucket(JsonNode record) {
        return required(record.path("s3").path("bucket"), "name", "s3.bucket.name");
    }

    /** Keys come URL-encoded as a form is (a space is a plus), but from Ceph as they are. */
    private static String key(JsonNode record) {
        String key = required(record.path("s3").path("object"), "key", "s3.object.key");
        if (record.path("eventSource").asText().equals("ceph:s3")) {
            return key;
        }
        try {
            return URLDecoder.decode(key, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Failure(FailureCode.EVENT_FIELD_INVALID, "s3.object.key is not URL-encoded: " + key, e);
        }
    }

    private static String required(JsonNode object, String field, String place) {
        return PhotoJson.text(object, field, MAX_NAME_CHARACTERS)
                .orElseThrow(() -> new Failure(FailureCode.EVENT_WITHOUT_PHOTO_ID, place + " is missing"));
    }

    /** Some versions of Ceph put a space where RFC 3339 has a T. */
    private static Instant time(String value) {
        return PhotoJson.instant(value.replace(' ', 'T'), "eventTime");
    }

    /** Of a bucket that keeps versions: exactly the one that the event is about. */
    private static Optional<String> version(JsonNode record) {
        return PhotoJson.text(record.path("s3").path("object"), "versionId", MAX_TEXT_CHARACTERS);
    }

    /** The bucket as authority and not as host: it may have an underscore, and a host may not. */
    private static URI source(String bucket, String key, Optional<String> version) {
        try {
            URI object = new URI("s3", bucket, "/" + key, null, null);
            return version.map(id -> URI.create(object + "?versionId=" + URLEncoder.encode(id, StandardCharsets.UTF_8)))
                    .orElse(object);
        } catch (URISyntaxException e) {
            throw new Failure(
                    FailureCode.EVENT_FIELD_INVALID, "s3.bucket.name does not make an address: " + e.getReason(), e);
        }
    }
}
