package io.tagstream.intake;

import static io.tagstream.failure.FailureCode.EVENT_FIELD_INVALID;
import static io.tagstream.failure.FailureCode.EVENT_UNPARSABLE;
import static io.tagstream.failure.FailureCode.EVENT_WITHOUT_PHOTO_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.Contracts;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.photo.PhotoId;
import io.tagstream.photo.PhotoUpload;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void anUploadNeedsOnlyIdAndUri() {
        PhotoUpload upload = upload("{'photoId': 'p1', 'uri': 'file:///p1.jpg'}");

        assertThat(upload.bare()).isEqualTo(upload);
        assertThat(upload.id()).isEqualTo(new PhotoId("p1"));
        assertThat(upload.source()).isEqualTo(URI.create("file:///p1.jpg"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "'  '"})
    void nullAndBlankAreAbsent(String value) {
        PhotoUpload upload = upload("""
                {'photoId': 'p1', 'uri': 'file:///p1.jpg', 'owner': VALUE, 'uploadedAt': VALUE, 'contentType': VALUE,
                 'attributes': null}""".replace("VALUE", value));

        assertThat(upload.bare()).isEqualTo(upload);
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertThat(upload("{'photoId': 'p1', 'uri': 'file:///p1.jpg', 'size': {'w': [1]}}")
                        .id())
                .isEqualTo(new PhotoId("p1"));
    }

    @Test
    void timesAreKeptAsInstants() {
        assertThat(upload(with("uploadedAt", "'2026-05-04T12:30:00.5+02:00'")).uploadedAt())
                .contains(Instant.parse("2026-05-04T10:30:00.5Z"));
    }

    @Test
    void attributesOfAnySimpleKindAreText() {
        PhotoUpload upload = upload(with("attributes", "{'a': 'x', 'b': 1.5, 'c': true, 'd': null, 'e': ''}"));

        assertThat(upload.attributes())
                .containsOnly(entry("a", "x"), entry("b", "1.5"), entry("c", "true"), entry("e", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "uri          | null                          | uri is missing",
                "uri          | 'p1.jpg'                      | uri has no scheme",
                "uri          | '//example.org/p1.jpg'        | uri has no scheme",
                "uri          | 'https://example.org/a b.jpg' | uri is not a URI",
                "uri          | ['file:///p1.jpg']            | uri is not text",
                "owner        | {}                            | owner is not text",
                "owner        | 'a\\u0000b'                   | owner contains a NUL",
                "owner        | 'a\\ud83d'                    | owner contains half of a surrogate pair",
                "contentType  | []                            | contentType is not text",
                "uploadedAt   | 'yesterday'                   | uploadedAt is not a time such as",
                "uploadedAt   | '2026-05-04'                  | uploadedAt is not a time such as",
                "uploadedAt   | '2026-05-04T12:30:00'         | uploadedAt is not a time such as",
                "uploadedAt   | 1777896600                    | uploadedAt is not a time such as",
                "uploadedAt   | '0000-01-01T00:00:00Z'        | uploadedAt is not within the years",
                "uploadedAt   | '9999-12-31T23:59:59-01:00'   | uploadedAt is not within the years",
                "attributes   | 'album'                       | attributes is not a JSON object",
                "attributes   | [1]                           | attributes is not a JSON object",
                "attributes   | {'a': {'b': 1}}               | attributes.a is neither text, number nor boolean",
                "attributes   | {'a': [1]}                    | attributes.a is neither text, number nor boolean",
                "attributes   | {'a': '\\u0000'}              | attributes.a contains a NUL",
                "attributes   | {'a\\u0000': [1]}             | a name in attributes contains a NUL",
                "photoId      | {'a': 1}                      | photoId is not text"
            })
    void anInvalidFieldIsNamed(String field, String value, String message) {
        assertFails(with(field, value), EVENT_FIELD_INVALID, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "null            | photoId is missing",
                "' '             | photoId is missing",
                "'a\\nb'         | photoId: a photo id may not contain control characters"
            })
    void anEventWithoutAnIdIsNoEventAboutAPhoto(String value, String message) {
        assertFails(with("photoId", value), EVENT_WITHOUT_PHOTO_ID, message);
    }

    @Test
    void anIdIsMeasuredInBytes() {
        assertThat(upload(with("photoId", "'" + "å".repeat(544) + "'")).id().value())
                .hasSize(544);
        assertFails(with("photoId", "'" + "å".repeat(545) + "'"), EVENT_WITHOUT_PHOTO_ID, "at most 1088 bytes");
    }

    @ParameterizedTest
    @CsvSource({"uri, 4096", "owner, 512", "contentType, 512", "uploadedAt, 512", "photoId, 1088"})
    void textsHaveALimit(String field, int limit) {
        String tooLong = "'file:///" + "a".repeat(limit - 7) + "'";

        assertFails(
                with(field, tooLong),
                EVENT_FIELD_INVALID,
                "%s has %d characters, more than the %d allowed".formatted(field, limit + 1, limit));
    }

    @Test
    void attributesHaveLimits() {
        ObjectNode many = JSON.createObjectNode();
        for (int i = 0; i < 65; i++) {
            many.put("a" + i, i);
        }

        assertFails(
                with("attributes", many.toString()),
                EVENT_FIELD_INVALID,
                "attributes has 65 entries, more than the 64");
        assertFails(
                with("attributes", "{'a': '" + "x".repeat(4_097) + "'}"),
                EVENT_FIELD_INVALID,
                "attributes.a has 4097 characters");
        assertFails(
                with("attributes", "{'" + "x".repeat(513) + "': 1}"),
                EVENT_FIELD_INVALID,
                "a name in attributes has 513 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "'p1'", "1", "null"})
    void dataHasToBeAnObject(String data) {
        assertFails(data, EVENT_UNPARSABLE, "the event's data is not a JSON object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'photoId': 'p1', 'uri': 'https://example.org/p1.jpg', 'owner': null, 'attributes': {'a': null, 'b': 1}}",
                "{'photoId': 'p1', 'uri': 's3://bucket/a%20b.jpg', 'uploadedAt': '2026-05-04T12:30:00+02:00', 'more': []}"
            })
    void whatTheSchemaAllowsIsTaken(String data) {
        assertThat(Contracts.violations("photo-uploaded", tree(data).toString()))
                .isEmpty();
        assertThat(upload(data).id()).isEqualTo(new PhotoId("p1"));
    }

    @Test
    void tellsTheIdIfNothingElseCouldBeRead() {
        assertThat(PhotoJson.idIfValid(tree("{'photoId': 'p1', 'uri': []}"))).contains(new PhotoId("p1"));
        assertThat(PhotoJson.idIfValid(tree("{'photoId': []}"))).isEqualTo(Optional.empty());
        assertThat(PhotoJson.idIfValid(tree("[]"))).isEqualTo(Optional.empty());
    }

    private static PhotoUpload upload(String data) {
        return (PhotoUpload) PhotoJson.change(tree(data), "");
    }

    private static void assertFails(String data, FailureCode code, String message) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> PhotoJson.change(tree(data), ""))
                .withMessageContaining(message)
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(code));
    }

    private static String with(String field, String value) {
        ObjectNode data = JSON.createObjectNode().put("photoId", "p1").put("uri", "file:///p1.jpg");
        return data.set(field, tree(value)).toString();
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
