package io.tagstream.intake;

import static io.tagstream.failure.FailureCode.EVENT_FIELD_INVALID;
import static io.tagstream.failure.FailureCode.EVENT_TOO_LARGE;
import static io.tagstream.failure.FailureCode.EVENT_UNPARSABLE;
import static io.tagstream.failure.FailureCode.EVENT_WITHOUT_PHOTO_ID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.Contracts;
import io.tagstream.failure.FailureCode;
import io.tagstream.photo.EventPosition;
import io.tagstream.photo.PhotoDeletion;
import io.tagstream.photo.PhotoId;
import io.tagstream.photo.PhotoUpload;
import io.tagstream.pipeline.IncomingEvent;
import io.tagstream.pipeline.IncomingEvent.Deletion;
import io.tagstream.pipeline.IncomingEvent.Unreadable;
import io.tagstream.pipeline.IncomingEvent.Upload;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {

    private static final int MAX_BYTES = 100_000;
    private static final int KEPT_BYTES = 1_000;
    private static final String DATA = "{\"photoId\": \"p1\", \"uri\": \"https://example.org/p1.jpg\"}";

    private final EventParser parser = new EventParser(new ObjectMapper(), MAX_BYTES, KEPT_BYTES);

    @Test
    void plainJsonIsAnUpload() {
        IncomingEvent event = one(KafkaRecords.of(Contracts.examples("uploaded").getFirst()));

        assertThat(event)
                .isEqualTo(new Upload(
                        position(0),
                        new PhotoUpload(
                                new PhotoId("holiday-2026/0042"),
                                URI.create("https://photos.example.org/holiday-2026/0042.jpg"),
                                Optional.of("ada"),
                                Optional.of(Instant.parse("2026-05-04T12:30:00Z")),
                                Optional.of("image/jpeg"),
                                Map.of("album", "Norway", "stars", "4", "raw", "false"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"uploaded", "uploaded binary", "uploaded structured", "s3"})
    void whatTheDocumentationShowsAsUploadsIsTakenAsUploads(String label) {
        assertThat(Contracts.examples(label)).isNotEmpty().allSatisfy(json -> assertThat(one(KafkaRecords.of(json)))
                .isInstanceOf(Upload.class));
    }

    @Test
    void whatTheDocumentationShowsAsDeletionsIsTakenAsDeletions() {
        assertThat(Contracts.examples("deleted")).isNotEmpty().allSatisfy(json -> assertThat(one(KafkaRecords.of(json)))
                .isInstanceOf(Deletion.class));
    }

    @ParameterizedTest
    @CsvSource({
        "com.example.photo.uploaded, false",
        "photo.deleted, true",
        "com.example.photo.deleted, true",
        "com.example.notaphoto.deleted, false",
        "photo.deleted.v2, false"
    })
    void theTypeOfACloudEventTellsUploadsFromDeletionsInBothModes(String type, boolean deletes) {
        IncomingEvent binary = one(KafkaRecords.of(null, DATA.getBytes(UTF_8), Map.of("ce_type", type)));
        IncomingEvent structured = one(
                KafkaRecords.of("{\"specversion\": \"1.0\", \"type\": \"%s\", \"data\": %s}".formatted(type, DATA)));

        assertThat(structured).isEqualTo(binary);
        assertThat(binary).isInstanceOf(deletes ? Deletion.class : Upload.class);
    }

    @Test
    void theHeaderOfACloudEventCountsMoreThanAFieldOfItsData() {
        String data = "{\"type\": \"photo.deleted\", \"photoId\": \"p1\", \"uri\": \"file:///p1.jpg\"}";

        assertThat(one(KafkaRecords.of(null, data.getBytes(UTF_8), Map.of("ce_type", "photo.uploaded"))))
                .isInstanceOf(Upload.class);
    }

    @Test
    void aCloudEventWithoutDataIsUnreadable() {
        assertUnreadable(
                KafkaRecords.of("{\"specversion\": \"1.0\", \"type\": \"photo.uploaded\", \"data_base64\": \"e30=\"}"),
                EVENT_UNPARSABLE,
                "the event's data is not a JSON object");
    }

    @Test
    void aTombstoneDeletesThePhotoOfItsKey() {
        IncomingEvent event = one(KafkaRecords.of("håp/1".getBytes(UTF_8), null, Map.of()));

        assertThat(event).isEqualTo(new Deletion(position(0), new PhotoDeletion(new PhotoId("håp/1"))));
    }

    @Test
    void aTombstoneNeedsAKeyThatIsAPhotoId() {
        byte[] notUtf8 = {'p', (byte) 0xff};

        assertUnreadable(
                KafkaRecords.of(null, null, Map.of()), EVENT_WITHOUT_PHOTO_ID, "a tombstone needs the photo id");
        assertUnreadable(KafkaRecords.of(new byte[0], null, Map.of()), EVENT_WITHOUT_PHOTO_ID, "the key");
        assertUnreadable(KafkaRecords.of(notUtf8, null, Map.of()), EVENT_WITHOUT_PHOTO_ID, "the key is not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "photo", "{\"photoId\": ", "{\"photoId\": \"a\"", "nul\0", "{'photoId': 'a'}", "{} {}"})
    void whatIsNotJsonIsUnreadable(String value) {
        assertUnreadable(KafkaRecords.of(value), EVENT_UNPARSABLE, "the event's value is not");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"photoId\": \"a\"}]", "\"photo\"", "12", "null", "true"})
    void jsonThatIsNoObjectIsUnreadable(String value) {
        assertUnreadable(KafkaRecords.of(value), EVENT_UNPARSABLE, "the event's value is not a JSON object");
    }

    @Test
    void hostileNestingIsUnreadable() {
        String bottomless = "{\"a\":".repeat(10_000);
        String deep = "[".repeat(10_000) + "]".repeat(10_000);

        assertUnreadable(KafkaRecords.of(bottomless), EVENT_UNPARSABLE, "nesting depth");
        assertUnreadable(KafkaRecords.of("{\"photoId\": " + deep + "}"), EVENT_UNPARSABLE, "nesting depth");
    }

    @Test
    void aNumberLikeABombIsOnlyText() {
        String data = DATA.replace("}", ", \"attributes\": {\"n\": 1e999999999}}");

        assertThat(one(KafkaRecords.of(data))).isInstanceOf(Upload.class);
    }

    @Test
    void anEventThatIsTooLargeIsNotEvenParsed() {
        assertUnreadable(
                KafkaRecords.of(" ".repeat(MAX_BYTES + 1)), EVENT_TOO_LARGE, "100001 bytes, more than the 100000");
        assertThat(one(KafkaRecords.of(DATA + " ".repeat(MAX_BYTES - DATA.length()))))
                .isInstanceOf(Upload.class);
    }

    @Test
    void anUnreadableEventKeepsKeyAndValueAsTheyCame() {
        byte[] key = {1, 2, (byte) 0xff};
        byte[] value = {0, (byte) 0xfe, '{'};

        Unreadable event = (Unreadable) one(KafkaRecords.of(key, value, Map.of()));

        assertThat(event.position()).isEqualTo(position(0));
        assertThat(event.event().key()).contains(key);
        assertThat(event.event().value()).contains(value);
    }

    @Test
    void anUnreadableEventKeepsTheStartOfALongValue() {
        Unreadable event = (Unreadable) one(KafkaRecords.of("abc" + "d".repeat(2 * KEPT_BYTES)));

        assertThat(event.event().value())
                .hasValueSatisfying(kept ->
                        assertThat(new String(kept, UTF_8)).hasSize(KEPT_BYTES).startsWith("abcd"));
    }

    @Test
    void anUnreadableEventTellsThePhotoIfThatCouldBeRead() {
        Unreadable named = (Unreadable) one(KafkaRecords.of("{\"photoId\": \"p1\"}"));
        Unreadable nameless = (Unreadable) one(KafkaRecords.of("{\"photoId\": \"p\\u0000\", \"uri\": \"file:///a\"}"));

        assertThat(named.photo()).contains(new PhotoId("p1"));
        assertThat(nameless.photo()).isEmpty();
    }

    @Test
    void eachRecordOfAnS3NotificationIsAnEventOfItsOwn() {
        String records = "{\"Records\": [%s, {\"eventName\": \"ObjectCreated:Put\"}, %s]}"
                .formatted(s3("ObjectCreated:Put", "a.jpg"), s3("ObjectRemoved:Delete", "b.jpg"));

        List<IncomingEvent> events = parser.parse(KafkaRecords.of(records), KafkaRecords.LOG);

        assertThat(events).extracting(IncomingEvent::position).containsExactly(position(0), position(1), position(2));
        assertThat(events.get(0)).isInstanceOf(Upload.class);
        assertThat(events.get(1)).isInstanceOf(Unreadable.class);
        assertThat(events.get(2)).isInstanceOf(Deletion.class);
    }

    @Test
    void ofSeveralS3RecordsEachKeepsItsOwnPart() {
        String records = "{\"Records\": [%s, {\"eventName\": \"x\"}]}".formatted(s3("ObjectCreated:Put", "a.jpg"));

        Unreadable event = (Unreadable)
                parser.parse(KafkaRecords.of(records), KafkaRecords.LOG).getLast();

        assertThat(event.event().value()).contains("{\"eventName\":\"x\"}".getBytes(UTF_8));
    }

    @Test
    void aLoneS3RecordIsKeptAsItCame() {
        String records = "{\"Records\": [ %s ]}".formatted(s3("ObjectAccessed:Get", "a.jpg"));

        Unreadable event = (Unreadable) one(KafkaRecords.of(records));

        assertThat(event.event().value()).contains(records.getBytes(UTF_8));
        assertThat(event.photo()).contains(new PhotoId("photos/a.jpg"));
    }

    @Test
    void recordsAreCountedBeforeTheyBecomeEvents() {
        String records = "{\"Records\": [1" + ",1".repeat(1_000) + "]}";

        assertUnreadable(KafkaRecords.of(records), EVENT_TOO_LARGE, "Records has 1001 entries, more than the 1000");
        assertUnreadable(KafkaRecords.of("{\"Records\": []}"), EVENT_WITHOUT_PHOTO_ID, "Records is empty");
    }

    @Test
    void aRecordWithoutATimestampStandsAtTheEpoch() {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(KafkaRecords.LOG.topic(), 3, 1, new byte[0], DATA.getBytes(UTF_8));

        assertThat(one(record).position().at()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void errorsNameTheirField() {
        assertUnreadable(KafkaRecords.of("{}"), EVENT_WITHOUT_PHOTO_ID, "photoId is missing");
        assertUnreadable(KafkaRecords.of("{\"photoId\": \"p1\"}"), EVENT_FIELD_INVALID, "uri is missing");
    }

    private IncomingEvent one(ConsumerRecord<byte[], byte[]> record) {
        List<IncomingEvent> events = parser.parse(record, KafkaRecords.LOG);
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    private void assertUnreadable(ConsumerRecord<byte[], byte[]> record, FailureCode code, String detail) {
        assertThat(one(record)).isInstanceOfSatisfying(Unreadable.class, event -> {
            assertThat(event.rejection().code()).isEqualTo(code);
            assertThat(event.rejection().detail())
                    .contains(detail)
                    .matches(text -> text.chars().noneMatch(Character::isISOControl), "has no control characters");
        });
    }

    private static EventPosition position(int item) {
        return new EventPosition(
                KafkaRecords.LOG, KafkaRecords.OFFSET, item, Instant.ofEpochMilli(KafkaRecords.TIMESTAMP));
    }

    private static String s3(String event, String key) {
        return "{\"eventName\": \"%s\", \"s3\": {\"bucket\": {\"name\": \"photos\"}, \"object\": {\"key\": \"%s\"}}}"
                .formatted(event, key);
    }
}
