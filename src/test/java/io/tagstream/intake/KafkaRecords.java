package io.tagstream.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tagstream.photo.EventLog;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records as they come from photos.uploaded. */
final class KafkaRecords {

    static final EventLog LOG = new EventLog("photos.uploaded", new UUID(1, 2), 3);
    static final long OFFSET = 42;
    static final long TIMESTAMP = 1_777_896_600_000L;

    private KafkaRecords() {}

    static ConsumerRecord<byte[], byte[]> of(String value) {
        return of("key".getBytes(UTF_8), value.getBytes(UTF_8), Map.of());
    }

    static ConsumerRecord<byte[], byte[]> of(
            byte @Nullable [] key, byte @Nullable [] value, Map<String, String> headers) {
        RecordHeaders recordHeaders = new RecordHeaders();
        headers.forEach((name, text) -> recordHeaders.add(name, text.getBytes(UTF_8)));
        return new ConsumerRecord<>(
                LOG.topic(),
                LOG.partition(),
                OFFSET,
                TIMESTAMP,
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key,
                value,
                recordHeaders,
                Optional.empty());
    }
}
