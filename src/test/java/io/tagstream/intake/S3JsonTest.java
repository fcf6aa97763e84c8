package io.tagstream.intake;

import static io.tagstream.failure.FailureCode.EVENT_FIELD_INVALID;
import static io.tagstream.failure.FailureCode.EVENT_WITHOUT_PHOTO_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.photo.PhotoDeletion;
import io.tagstream.photo.PhotoId;
import io.tagstream.photo.PhotoUpload;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3JsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"ObjectCreated:Put", "s3:ObjectCreated:Put", "ObjectCreated:CompleteMultipartUpload"})
    void aCreatedObjectIsAnUpload(String eventName) {
        PhotoUpload upload = (PhotoUpload) S3Json.change(record(eventName, "photos", "a.jpg"));

        assertThat(upload.id()).isEqualTo(new PhotoId("photos/a.jpg"));
        assertThat(upload.source()).hasToString("s3://photos/a.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ObjectRemoved:Delete", "s3:ObjectRemoved:DeleteMarkerCreated"})
    void aRemovedObjectIsADeletion(String eventName) {
        assertThat(S3Json.change(record(eventName, "photos", "a+b.jpg")))
                .isEqualTo(new PhotoDeletion(new PhotoId("photos/a b.jpg")));
    }

    @ParameterizedTest
    @CsvSource({
        "a+b%2Fc.jpg, a b/c.jpg, s3://photos/a%20b/c.jpg",
        "a%2Bb.jpg, a+b.jpg, s3://photos/a+b.jpg",
        "100%25.jpg, 100%.jpg, s3://photos/100%25.jpg",
        "h%C3%A5p.jpg, håp.jpg, s3://photos/håp.jpg",
        "a%3Fb%23c.jpg, a?b#c.jpg, s3://photos/a%3Fb%23c.jpg",
        "/a//b.jpg, /a//b.jpg, s3://photos//a//b.jpg"
    })
    void keysComeUrlEncoded(String sent, String key, String source) {
        PhotoUpload upload = (PhotoUpload) S3Json.change(record("ObjectCreated:Put", "photos", sent));

        assertThat(upload.id()).isEqualTo(new PhotoId("photos/" + key));
        assertThat(upload.source()).hasToString(source);
        assertThat(upload.source().getPath()).isEqualTo("/" + key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a+b.jpg", "100%.jpg", "a%20b.jpg", "a b.jpg"})
    void keysOfCephComeAsTheyAre(String key) {
        PhotoUpload upload = (PhotoUpload)
                S3Json.change(record("ObjectCreated:Put", "photos", key).put("eventSource", "ceph:s3"));

        assertThat(upload.id()).isEqualTo(new PhotoId("photos/" + key));
        assertThat(upload.source().getPath()).isEqualTo("/" + key);
    }

    @Test
    void aBucketMayHaveAnUnderscore() {
        PhotoUpload upload = (PhotoUpload) S3Json.change(record("ObjectCreated:Put", "my_photos", "a.jpg"));

        assertThat(upload.source().getAuthority()).isEqualTo("my_photos");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-05-04T12:30:00.5Z", "2026-05-04 12:30:00.500000Z"})
    void theTimeOfTheEventIsThatOfTheUpload(String time) {
        PhotoUpload upload = (PhotoUpload)
                S3Json.change(record("ObjectCreated:Put", "photos", "a.jpg").put("eventTime", time));

        assertThat(upload.uploadedAt()).contains(Instant.parse("2026-05-04T12:30:00.5Z"));
    }

    @Test
    void theContentTypeIsKeptWhereItIsTold() {
        ObjectNode record = record("ObjectCreated:Put", "photos", "a.jpg");
        ((ObjectNode) record.at("/s3/object")).put("contentType", "image/jpeg");

        assertThat(((PhotoUpload) S3Json.change(record)).contentType()).contains("image/jpeg");
    }

    @Test
    void theVersionOfTheEventIsTheOneToFetch() {
        ObjectNode record = record("ObjectCreated:Put", "my_photos", "a%3Fb.jpg");
        ((ObjectNode) record.at("/s3/object")).put("versionId", "x/y+z&w");

        URI source = ((PhotoUpload) S3Json.change(record)).source();

        assertThat(source).hasToString("s3://my_photos/a%3Fb.jpg?versionId=x%2Fy%2Bz%26w");
        assertThat(source.getPath()).isEqualTo("/a?b.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aBlankVersionIsNone(String version) {
        ObjectNode record = record("ObjectCreated:Put", "photos", "a.jpg");
        ((ObjectNode) record.at("/s3/object")).put("versionId", version);

        assertThat(((PhotoUpload) S3Json.change(record)).source()).hasToString("s3://photos/a.jpg");
    }

    @Test
    void errorsNameTheirField() {
        ObjectNode nameless = record("ObjectCreated:Put", "photos", "a.jpg").without(List.of("eventName"));

        assertFails(JSON.createObjectNode(), EVENT_WITHOUT_PHOTO_ID, "s3.bucket.name is missing");
        assertFails(record("ObjectCreated:Put", "photos", ""), EVENT_WITHOUT_PHOTO_ID, "s3.object.key is missing");
        assertFails(record("ObjectCreated:Put", "photos", "a%00"), EVENT_WITHOUT_PHOTO_ID, "s3.object.key: a photo id");
        assertFails(nameless, EVENT_FIELD_INVALID, "eventName is missing");
        assertFails(record("TestEvent", "photos", "a.jpg"), EVENT_FIELD_INVALID, "eventName TestEvent is neither");
        assertFails(
                record("ObjectCreated:Put", "photos", "%zz"), EVENT_FIELD_INVALID, "s3.object.key is not URL-encoded");
        assertFails(
                record("ObjectCreated:Put", "photos", "a.jpg").put("eventTime", "now"),
                EVENT_FIELD_INVALID,
                "eventTime");
    }

    @Test
    void tellsTheIdIfNothingElseCouldBeRead() {
        assertThat(S3Json.idIfValid(record("TestEvent", "photos", "a.jpg"))).contains(new PhotoId("photos/a.jpg"));
        assertThat(S3Json.idIfValid(JSON.createObjectNode())).isEmpty();
    }

    private static void assertFails(ObjectNode record, FailureCode code, String message) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> S3Json.change(record))
                .withMessageContaining(message)
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(code));
    }

    private static ObjectNode record(String eventName, String bucket, String key) {
        ObjectNode record = JSON.createObjectNode().put("eventName", eventName);
        record.putObject("s3").putObject("bucket").put("name", bucket);
        record.withObject("/s3").putObject("object").put("key", key);
        return record;
    }
}
