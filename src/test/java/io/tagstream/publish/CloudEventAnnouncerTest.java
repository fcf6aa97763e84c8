package io.tagstream.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tagstream.Contracts;
import io.tagstream.catalog.News;
import io.tagstream.catalog.OutboxEvent;
import io.tagstream.catalog.OutboxEvent.Kind;
import io.tagstream.catalog.Outcome.Deleted;
import io.tagstream.catalog.Outcome.RawEvent;
import io.tagstream.catalog.Outcome.Rejected;
import io.tagstream.catalog.Outcome.Rejection;
import io.tagstream.catalog.Outcome.Unreadable;
import io.tagstream.catalog.PhotoFacts;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.TaggedPhoto;
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
import io.tagstream.tagging.Verdict;
import io.tagstream.taxonomy.TaxonomyVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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
            new AssignedTag("boat", "subject", 0.2, 0.7, Origin.LEARNED),
            new AssignedTag("sea", "scene", OptionalDouble.empty(), 1, Origin.HUMAN));
    private static final Release RELEASE = release("model", "version", Optional.empty());

    private final CloudEventAnnouncer announcer = new CloudEventAnnouncer(JSON);

    @Test
    void aTaggedPhotoIsAnnouncedAsItsSchemaSays() {
        OutboxEvent event = announcer.announce(tagged(PHOTO, "content", RELEASE, Map.of("sea", Verdict.ACCEPTED)));

        assertThat(event.kind()).isEqualTo(Kind.TAGGED);
        assertThat(event.photo()).contains(PHOTO);
        assertThat(Contracts.violations("photo-tagged", text(event))).isEmpty();
        assertThat(tree(event).at("/uploadedAt").asText()).isEqualTo("2026-05-04T12:30:00.500Z");
        assertThat(tree(event).at("/attributes/album").asText()).isEqualTo("Norway");
        assertThat(tree(event).at("/model/name").asText()).isEqualTo("clip");
        assertThat(tree(event).at("/taxonomy/name").asText()).isEqualTo("photos");
        assertThat(tree(event).at("/tags"))
                .extracting(tag -> tag.get("id").asText())
                .containsExactly("sea", "hiking", "boat");
        assertThat(tree(event).at("/tags"))
                .extracting(tag -> tag.get("origin").asText())
                .containsExactly("human", "model", "learned");
        assertThat(tree(event).at("/tags/0").has("score"))
                .as("of a tag that no model gave")
                .isFalse();
        assertThat(tree(event).at("/release/name").asText())
                .isEqualTo(RELEASE.id().name());
        assertThat(tree(event).at("/release").has("fitting")).isFalse();
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
        TaggedPhoto photo = new TaggedPhoto(
                PHOTO,
                "https://example.org/a.jpg",
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                facts("content"),
                release("model", "version", Optional.of("fitting")),
                List.of(),
                Map.of());

        OutboxEvent event = announcer.announce(photo);

        assertThat(Contracts.violations("photo-tagged", text(event))).isEmpty();
        assertThat(tree(event).at("/tags")).isEmpty();
        assertThat(tree(event).has("owner")).isFalse();
        assertThat(tree(event).at("/release/fitting").asText())
                .isEqualTo(hash("fitting").hex());
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
        TaggedPhoto first = tagged(PHOTO, "content", RELEASE, Map.of());
        TaggedPhoto again = new TaggedPhoto(
                first.id(),
                "https://elsewhere.org/b.jpg",
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                first.facts(),
                first.release(),
                first.tags(),
                first.said());

        assertThat(id(again)).isEqualTo(id(first)).matches("[0-9a-f]{32}");
    }

    @Test
    void anotherPhotoContentReleaseOrVerdictHasAnotherId() {
        assertThat(List.of(
                        id(tagged(PHOTO, "content", RELEASE, Map.of())),
                        id(tagged(new PhotoId("holiday/2"), "content", RELEASE, Map.of())),
                        id(tagged(PHOTO, "other", RELEASE, Map.of())),
                        id(tagged(PHOTO, "content", release("other", "version", Optional.empty()), Map.of())),
                        id(tagged(PHOTO, "content", release("model", "other", Optional.empty()), Map.of())),
                        id(tagged(PHOTO, "content", release("model", "version", Optional.of("other")), Map.of())),
                        id(tagged(PHOTO, "content", RELEASE, Map.of("sea", Verdict.ACCEPTED))),
                        id(tagged(PHOTO, "content", RELEASE, Map.of("sea", Verdict.REJECTED))),
                        id(tagged(
                                PHOTO, "content", RELEASE, Map.of("boat", Verdict.REJECTED, "sea", Verdict.ACCEPTED)))))
                .doesNotHaveDuplicates();
    }

    /** What is downstream already must not be taken for news after an upgrade. */
    @Test
    void theIdOfWhatOnlyAModelSaidIsThatOfEarlierVersions() {
        String parts = String.join(
                "\0",
                PHOTO.value(),
                hash("content").hex(),
                hash("model").hex(),
                hash("version").hex());

        assertThat(id(tagged(PHOTO, "content", RELEASE, Map.of())))
                .isEqualTo(hash(parts).hex().substring(0, 32));
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

    private String id(News news) {
        return announcer.announce(news).id();
    }

    /** Content, model, version and fitting are told apart by the hashes of these words. */
    private static TaggedPhoto tagged(PhotoId photo, String content, Release release, Map<String, Verdict> said) {
        return new TaggedPhoto(
                photo,
                UPLOAD.publishedSource(),
                UPLOAD.owner(),
                UPLOAD.uploadedAt(),
                UPLOAD.attributes(),
                facts(content),
                release,
                TAGS,
                said);
    }

    private static PhotoFacts facts(String content) {
        return new PhotoFacts(hash(content), 2_871_134, "JPEG", 4_032, 3_024, 6, 0xC9B4_A1D2_963F_0E5AL, EXIF);
    }

    private static Release release(String model, String version, Optional<String> fitting) {
        ReleaseId id = new ReleaseId(
                new TaxonomyVersion(hash(version).hex()), hash(model).hex(), fitting.map(word -> hash(word)
                        .hex()));
        return new Release(
                1,
                id,
                1,
                1,
                "photos",
                "clip",
                Optional.empty(),
                Release.State.COMPLETE,
                Release.Standing.ACTIVE,
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty());
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
