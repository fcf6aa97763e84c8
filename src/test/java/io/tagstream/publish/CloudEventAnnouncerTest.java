package io.tagstream.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tagstream.Contracts;
import io.tagstream.catalog.OutboxEvent;
import io.tagstream.catalog.OutboxEvent.Kind;
import io.tagstream.catalog.Outcome;
import io.tagstream.catalog.Outcome.Deleted;
import io.tagstream.catalog.Outcome.RawEvent;
import io.tagstream.catalog.Outcome.Rejected;
import io.tagstream.catalog.Outcome.Rejection;
import io.tagstream.catalog.Outcome.Tagged;
import io.tagstream.catalog.Outcome.Unreadable;
import io.tagstream.catalog.PhotoFacts;
import io.tagstream.clip.Embedding;
import io.tagstream.decode.Exif;
import io.tagstream.failure.FailureCode;
import io.tagstream.photo.ContentHash;
import io.tagstream.photo.EventLog;
import io.tagstream.photo.EventPosition;
import io.tagstream.photo.PhotoId;
import io.tagstream.photo.PhotoUpload;
import io.tagstream.tagging.AssignedTag;
import io.tagstream.tagging.Origin;
import io.tagstream.tagging.ReleaseId;
import io.tagstream.tagging.Tagging;
import io.tagstream.taxonomy.TaxonomyVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CloudEventAnnouncerTest {

    /** As Quarkus makes it. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .findAndAddModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final PhotoId PHOTO = new PhotoId("holiday/1");
    private static final Exif EXIF = new Exif(
            Optional.of(LocalDateTime.of(2026, 5, 4, 14, 28, 0)),
            Optional.of(ZoneOffset.ofHours(2)),
            Optional.of("FUJIFILM"),
            Optional.of("X-T5"),
            Optional.of(new Exif.Position(60.39, -5.32)));

    private static final PhotoUpload UPLOAD = new PhotoUpload(
            PHOTO,
            URI.create("https://example.org/håp.jpg"),
            Optional.of("ada"),
            Optional.of(Instant.parse("2026-05-04T12:30:00.5Z")),
            Optional.of("image/jpeg"),
            Map.of("album", "Norway"));
    private static final PhotoUpload BARE_UPLOAD = UPLOAD.bare();
    private static final Rejection REJECTION = new Rejection(FailureCode.IMAGE_CORRUPT, "the JPEG is damaged");
    private static final List<AssignedTag> TAGS = List.of(
            new AssignedTag("hiking", "activity", 0.25, 0.8, Origin.MODEL),
            new AssignedTag("sea", "scene", -0.01, 1, Origin.MODEL));

    private final CloudEventAnnouncer announcer = new CloudEventAnnouncer(JSON, "clip", "photos");

    @Test
    void aTaggedPhotoIsAnnouncedAsItsSchemaSays() {
        OutboxEvent event = announcer.announce(tagged(UPLOAD, "content", "model", "version", TAGS));

        assertThat(event.kind()).isEqualTo(Kind.TAGGED);
        assertThat(event.photo()).contains(PHOTO);
        assertThat(Contracts.violations("photo-tagged", text(event))).isEmpty();
        assertThat(tree(event).at("/uploadedAt").asText()).isEqualTo("2026-05-04T12:30:00.500Z");
        assertThat(tree(event).at("/attributes/album").asText()).isEqualTo("Norway");
        assertThat(tree(event).at("/model/name").asText()).isEqualTo("clip");
        assertThat(tree(event).at("/taxonomy/name").asText()).isEqualTo("photos");
        assertThat(tree(event).at("/tags"))
                .extracting(tag -> tag.get("id").asText())
                .containsExactly("sea", "hiking");
        assertThat(tree(event).at("/tags/1/confidence").toString()).isEqualTo("0.8");
        assertThat(tree(event).at("/takenAt").asText()).isEqualTo("2026-05-04T14:28:00");
        assertThat(tree(event).at("/takenOffset").asText()).isEqualTo("+02:00");
        assertThat(tree(event).at("/camera")).isEqualTo(tree("""
                {"make": "FUJIFILM", "model": "X-T5"}"""));
        assertThat(tree(event).at("/position")).isEqualTo(tree("""
                {"latitude": 60.39, "longitude": -5.32}"""));
        assertThat(tree(event).at("/perceptualHash").asText()).isEqualTo("c9b4a1d2963f0e5a");
    }

    @Test
    void aPhotoThatNothingFitsIsAnnouncedWithNoTags() {
        OutboxEvent event = announcer.announce(tagged(BARE_UPLOAD, "content", "model", "version", List.of()));

        assertThat(Contracts.violations("photo-tagged", text(event))).isEmpty();
        assertThat(tree(event).at("/tags")).isEmpty();
        assertThat(tree(event).has("owner")).isFalse();
    }

    @Test
    void aRejectedPhotoIsAnnouncedAsItsSchemaSays() {
        OutboxEvent event = announcer.announce(new Rejected(position(7, 0), UPLOAD, REJECTION));

        assertThat(event.kind()).isEqualTo(Kind.REJECTED);
        assertThat(event.photo()).contains(PHOTO);
        assertThat(Contracts.violations("photo-rejected", text(event))).isEmpty();
        assertThat(tree(event).at("/code").asText()).isEqualTo("IMAGE_CORRUPT");
        assertThat(tree(event).at("/event")).isEqualTo(tree("""
                {"topic": "photos.uploaded", "partition": 3, "offset": 7}"""));
    }

    @Test
    void anUnreadableEventIsAnnouncedWithItsBytes() {
        RawEvent raw = new RawEvent(Optional.of(new byte[] {0, (byte) 0xff}), Optional.of(new byte[] {'{'}));

        OutboxEvent event = announcer.announce(new Unreadable(position(7, 0), Optional.empty(), raw, REJECTION));

        assertThat(event.kind()).isEqualTo(Kind.REJECTED);
        assertThat(event.photo()).isEmpty();
        assertThat(Contracts.violations("photo-rejected", text(event))).isEmpty();
        assertThat(tree(event).at("/event/key").asText()).isEqualTo("AP8=");
        assertThat(tree(event).at("/event/value").asText()).isEqualTo("ew==");
        assertThat(tree(event).has("photoId")).isFalse();
    }

    @Test
    void anUnreadableEventWithoutBytesIsAnnouncedAsItsSchemaSays() {
        RawEvent nothing = new RawEvent(Optional.empty(), Optional.empty());

        OutboxEvent event = announcer.announce(new Unreadable(position(7, 0), Optional.of(PHOTO), nothing, REJECTION));

        assertThat(event.photo()).contains(PHOTO);
        assertThat(Contracts.violations("photo-rejected", text(event))).isEmpty();
    }

    @Test
    void aDeletionHasNoData() {
        OutboxEvent event = announcer.announce(new Deleted(position(7, 0), PHOTO));

        assertThat(event.kind()).isEqualTo(Kind.DELETED);
        assertThat(event.photo()).contains(PHOTO);
        assertThat(event.data()).isEmpty();
    }

    @Test
    void theSameTaggingHasTheSameIdWhateverElseTheUploadSaid() {
        Tagged first = tagged(UPLOAD, "content", "model", "version", TAGS);
        Tagged again = new Tagged(position(8, 0), BARE_UPLOAD, first.facts(), first.embedding(), first.tagging());

        assertThat(id(again)).isEqualTo(id(first)).matches("[0-9a-f]{32}");
    }

    @Test
    void anotherPhotoContentModelOrVersionHasAnotherId() {
        PhotoUpload other = new PhotoUpload(
                new PhotoId("holiday/2"),
                UPLOAD.source(),
                UPLOAD.owner(),
                UPLOAD.uploadedAt(),
                UPLOAD.contentType(),
                UPLOAD.attributes());

        assertThat(List.of(
                        id(tagged(UPLOAD, "content", "model", "version", TAGS)),
                        id(tagged(other, "content", "model", "version", TAGS)),
                        id(tagged(UPLOAD, "other", "model", "version", TAGS)),
                        id(tagged(UPLOAD, "content", "other", "version", TAGS)),
                        id(tagged(UPLOAD, "content", "model", "other", TAGS))))
                .doesNotHaveDuplicates();
    }

    @Test
    void aRejectionsIdIsItsEventsPlace() {
        Rejected first = new Rejected(position(7, 0), UPLOAD, REJECTION);
        Rejected again = new Rejected(position(7, 0), BARE_UPLOAD, new Rejection(FailureCode.SOURCE_TIMEOUT, "slow"));

        assertThat(id(again)).isEqualTo(id(first));
        assertThat(List.of(
                        id(first),
                        id(new Rejected(position(7, 1), UPLOAD, REJECTION)),
                        id(new Rejected(position(8, 0), UPLOAD, REJECTION)),
                        id(new Rejected(remadeTopic(7), UPLOAD, REJECTION))))
                .doesNotHaveDuplicates();
    }

    private String id(Outcome outcome) {
        return announcer.announce(outcome).id();
    }

    /** Content, model and version are told apart by the hashes of these words. */
    private static Tagged tagged(
            PhotoUpload upload, String content, String model, String version, List<AssignedTag> tags) {
        return new Tagged(
                position(7, 0),
                upload,
                new PhotoFacts(hash(content), 2_871_134, "JPEG", 4_032, 3_024, 6, 0xC9B4_A1D2_963F_0E5AL, EXIF),
                new Embedding(new float[] {1}),
                new Tagging(
                        new ReleaseId(
                                new TaxonomyVersion(hash(version).hex()),
                                hash(model).hex(),
                                Optional.empty()),
                        tags));
    }

    private static ContentHash hash(String word) {
        return ContentHash.of(word.getBytes(StandardCharsets.UTF_8));
    }

    private static EventPosition position(long offset, int item) {
        return new EventPosition(
                new EventLog("photos.uploaded", new UUID(1, 2), 3), offset, item, Instant.ofEpochSecond(offset));
    }

    private static EventPosition remadeTopic(long offset) {
        return new EventPosition(
                new EventLog("photos.uploaded", new UUID(3, 4), 3), offset, 0, Instant.ofEpochSecond(offset));
    }

    private static String text(OutboxEvent event) {
        return new String(event.data(), StandardCharsets.UTF_8);
    }

    private static JsonNode tree(OutboxEvent event) {
        return tree(text(event));
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
