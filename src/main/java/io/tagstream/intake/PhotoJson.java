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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Our own JSON form of an upload or deletion, alone or as the data of a CloudEvent. Every error names its field. */
final class PhotoJson {

    static final Set<String> UPLOAD_FIELDS =
            Set.of("photoId", "uri", "owner", "uploadedAt", "contentType", "attributes");

    private static final int MAX_URI_CHARACTERS = 4_096;
    private static final int MAX_TEXT_CHARACTERS = 512;
    private static final int MAX_ATTRIBUTES = 64;
    private static final int MAX_ATTRIBUTE_CHARACTERS = 4_096;

    /** What RFC 3339 can write and PostgreSQL can read. */
    private static final int MAX_YEAR = 9_999;

    private PhotoJson() {}

    /**
     * What the data asks for.
     *
     * @param type of the event, where it has one: one that ends in {@code photo.deleted} removes the photo
     */
    static PhotoChange change(JsonNode data, String type) {
        if (!data.isObject()) {
            throw new Failure(FailureCode.EVENT_UNPARSABLE, "the event's data is not a JSON object");
        }
        PhotoId id = text(data, "photoId", PhotoId.MAX_BYTES)
                .map(value -> id(value, "photoId"))
                .orElseThrow(() -> new Failure(FailureCode.EVENT_WITHOUT_PHOTO_ID, "photoId is missing"));
        if (type.equals("photo.deleted") || type.endsWith(".photo.deleted")) {
            return new PhotoDeletion(id);
        }
        return new PhotoUpload(
                id,
                uri(text(data, "uri", MAX_URI_CHARACTERS).orElseThrow(() -> invalid("uri is missing"))),
                text(data, "owner", MAX_TEXT_CHARACTERS),
                text(data, "uploadedAt", MAX_TEXT_CHARACTERS).map(value -> instant(value, "uploadedAt")),
                text(data, "contentType", MAX_TEXT_CHARACTERS),
                attributes(data.path("attributes")));
    }

    /** For a rejection: the photo's id, if nothing else could be read. */
    static Optional<PhotoId> idIfValid(JsonNode data) {
        try {
            return text(data, "photoId", PhotoId.MAX_BYTES).map(value -> id(value, "photoId"));
        } catch (Failure invalid) {
            return Optional.empty();
        }
    }

    static PhotoId id(String value, String field) {
        try {
            return new PhotoId(value);
        } catch (IllegalArgumentException e) {
            throw new Failure(FailureCode.EVENT_WITHOUT_PHOTO_ID, field + ": " + e.getMessage(), e);
        }
    }

    static Instant instant(String value, String field) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(value).withOffsetSameInstant(ZoneOffset.UTC);
            if (time.getYear() < 1 || time.getYear() > MAX_YEAR) {
                throw invalid(field + " is not within the years 1 to " + MAX_YEAR + ": " + value);
            }
            return time.toInstant();
        } catch (DateTimeException e) {
            throw new Failure(
                    FailureCode.EVENT_FIELD_INVALID,
                    field + " is not a time such as 2026-05-04T12:30:00Z: " + value,
                    e);
        }
    }

    static Failure invalid(String message) {
        return new Failure(FailureCode.EVENT_FIELD_INVALID, message);
    }

    private static URI uri(String value) {
        try {
            URI uri = new URI(value);
            if (!uri.isAbsolute()) {
                throw invalid("uri has no scheme such as https: or s3:");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new Failure(FailureCode.EVENT_FIELD_INVALID, "uri is not a URI: " + e.getReason(), e);
        }
    }

    private static Map<String, String> attributes(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Map.of();
        }
        if (!node.isObject()) {
            throw invalid("attributes is not a JSON object");
        }
        if (node.size() > MAX_ATTRIBUTES) {
            throw invalid("attributes has %d entries, more than the %d allowed".formatted(node.size(), MAX_ATTRIBUTES));
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            String name = guarded(entry.getKey(), "a name in attributes", MAX_TEXT_CHARACTERS);
            String field = "attributes." + name;
            if (!entry.getValue().isValueNode()) {
                throw invalid(field + " is neither text, number nor boolean");
            }
            if (!entry.getValue().isNull()) {
                attributes.put(name, guarded(entry.getValue().asText(), field, MAX_ATTRIBUTE_CHARACTERS));
            }
        });
        return attributes;
    }

    /** A text field; absent, null and blank are the same. */
    static Optional<String> text(JsonNode object, String field, int maxCharacters) {
        JsonNode node = object.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isValueNode()) {
            throw invalid(field + " is not text");
        }
        return Optional.of(guarded(node.asText(), field, maxCharacters)).filter(value -> !value.isBlank());
    }

    private static String guarded(String value, String field, int maxCharacters) {
        if (value.length() > maxCharacters) {
            throw invalid(
                    "%s has %d characters, more than the %d allowed".formatted(field, value.length(), maxCharacters));
        }
        if (value.indexOf('\0') >= 0) {
            throw invalid(field + " contains a NUL character");
        }
        if (value.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw invalid(field + " contains half of a surrogate pair");
        }
        return value;
    }
}
