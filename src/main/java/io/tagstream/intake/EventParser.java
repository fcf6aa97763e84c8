package io.tagstream.intake;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.NullNode;
import io.tagstream.catalog.Outcome.RawEvent;
import io.tagstream.catalog.Outcome.Rejection;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.photo.EventLog;
import io.tagstream.photo.EventPosition;
import io.tagstream.photo.PhotoChange;
import io.tagstream.photo.PhotoDeletion;
import io.tagstream.photo.PhotoId;
import io.tagstream.photo.PhotoUpload;
import io.tagstream.pipeline.IncomingEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Understands the forms in which upload services speak (docs/events.md): plain JSON, CloudEvents 1.0 in both modes, S3 event
 * notifications, and tombstones. What it does not understand becomes an {@link IncomingEvent.Unreadable}, never an exception.
 */
final class EventParser {

    /** Of one S3 notification; the services put one or a few into each. */
    private static final int MAX_RECORDS = 1_000;

    private final ObjectReader json;
    private final int maxEventBytes;
    private final int rawBytesKept;

    EventParser(ObjectMapper json, int maxEventBytes, int rawBytesKept) {
        // What follows the object is not to be lost without a word.
        this.json = json.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.maxEventBytes = maxEventBytes;
        this.rawBytesKept = rawBytesKept;
    }

    /** One incoming event for each photo that the record is about; never none. */
    List<IncomingEvent> parse(ConsumerRecord<byte[], byte[]> record, EventLog log) {
        try {
            byte[] value = record.value();
            if (value == null) {
                return List.of(incoming(position(record, log, 0), new PhotoDeletion(idOfKey(record.key()))));
            }
            if (value.length > maxEventBytes) {
                throw new Failure(
                        FailureCode.EVENT_TOO_LARGE,
                        "the event has %d bytes, more than the %d allowed".formatted(value.length, maxEventBytes));
            }
            return events(record, log, tree(value));
        } catch (Failure failure) {
            return List.of(unreadable(position(record, log, 0), Optional.empty(), raw(record), failure));
        }
    }

    private List<IncomingEvent> events(ConsumerRecord<byte[], byte[]> record, EventLog log, JsonNode root) {
        return root.path("Records").isArray()
                ? s3Events(record, log, root.path("Records"))
                : List.of(photoEvent(record, position(record, log, 0), root));
    }

    private List<IncomingEvent> s3Events(ConsumerRecord<byte[], byte[]> record, EventLog log, JsonNode notifications) {
        if (notifications.isEmpty()) {
            throw new Failure(FailureCode.EVENT_WITHOUT_PHOTO_ID, "Records is empty");
        }
        if (notifications.size() > MAX_RECORDS) {
            throw new Failure(
                    FailureCode.EVENT_TOO_LARGE,
                    "Records has %d entries, more than the %d allowed".formatted(notifications.size(), MAX_RECORDS));
        }
        List<IncomingEvent> events = new ArrayList<>(notifications.size());
        for (JsonNode notification : notifications) {
            EventPosition position = position(record, log, events.size());
            try {
                events.add(incoming(position, S3Json.change(notification)));
            } catch (Failure failure) {
                // Of many, each keeps its own part: the whole event once for each of them could fill the memory.
                RawEvent raw = notifications.size() == 1
                        ? raw(record)
                        : raw(record.key(), notification.toString().getBytes(StandardCharsets.UTF_8));
                events.add(unreadable(position, S3Json.idIfValid(notification), raw, failure));
            }
        }
        return events;
    }

    private IncomingEvent photoEvent(ConsumerRecord<byte[], byte[]> record, EventPosition position, JsonNode root) {
        JsonNode data = root;
        String type = root.path("type").asText("");
        Optional<String> binaryType = header(record, "ce_type");
        if (binaryType.isPresent()) {
            type = binaryType.get();
        } else if (root.has("specversion")) {
            data = root.path("data");
        }
        try {
            return incoming(position, PhotoJson.change(data, type));
        } catch (Failure failure) {
            return unreadable(position, PhotoJson.idIfValid(data), raw(record), failure);
        }
    }

    private static IncomingEvent incoming(EventPosition position, PhotoChange change) {
        return switch (change) {
            case PhotoUpload upload -> new IncomingEvent.Upload(position, upload);
            case PhotoDeletion deletion -> new IncomingEvent.Deletion(position, deletion);
        };
    }

    private JsonNode tree(byte[] value) {
        try {
            JsonNode root = json.readTree(value);
            if (root == null || root instanceof NullNode || !root.isObject()) {
                throw new Failure(FailureCode.EVENT_UNPARSABLE, "the event's value is not a JSON object");
            }
            return root;
        } catch (IOException e) {
            throw new Failure(FailureCode.EVENT_UNPARSABLE, "the event's value is not JSON: " + firstLine(e), e);
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static PhotoId idOfKey(byte @Nullable [] key) {
        if (key == null) {
            throw new Failure(FailureCode.EVENT_WITHOUT_PHOTO_ID, "a tombstone needs the photo id as its key");
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key));
            return PhotoJson.id(text.toString(), "the key");
        } catch (CharacterCodingException e) {
            throw new Failure(FailureCode.EVENT_WITHOUT_PHOTO_ID, "the key is not UTF-8", e);
        }
    }

    private static IncomingEvent unreadable(
            EventPosition position, Optional<PhotoId> photo, RawEvent raw, Failure failure) {
        return new IncomingEvent.Unreadable(position, photo, raw, new Rejection(failure.code(), failure.detail()));
    }

    private RawEvent raw(ConsumerRecord<byte[], byte[]> record) {
        return raw(record.key(), record.value());
    }

    private RawEvent raw(byte @Nullable [] key, byte @Nullable [] value) {
        return new RawEvent(kept(key), kept(value));
    }

    private Optional<byte[]> kept(byte @Nullable [] bytes) {
        return Optional.ofNullable(bytes).map(all -> Arrays.copyOf(all, Math.min(all.length, rawBytesKept)));
    }

    private static EventPosition position(ConsumerRecord<byte[], byte[]> record, EventLog log, int item) {
        return new EventPosition(log, record.offset(), item, Instant.ofEpochMilli(Math.max(0, record.timestamp())));
    }

    private static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return Optional.ofNullable(header).map(Header::value).map(value -> new String(value, StandardCharsets.UTF_8));
    }
}
