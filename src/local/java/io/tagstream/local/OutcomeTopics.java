package io.tagstream.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a consumer downstream sees: a read_committed reader of tagged and rejected events, from the beginning. */
public final class OutcomeTopics implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One event.
     *
     * @param data empty for a tombstone
     */
    public record Event(
            String topic, Optional<String> key, Map<String, String> headers, Optional<JsonNode> data, long timestamp) {

        public boolean isTagged() {
            return topic.equals(LocalServices.TAGGED) && data.isPresent();
        }

        public boolean isRejected() {
            return topic.equals(LocalServices.REJECTED);
        }
    }

    private final KafkaConsumer<String, byte[]> consumer;

    public OutcomeTopics(String bootstrapServers) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(LocalServices.TAGGED, LocalServices.REJECTED)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** What has come since the last call, waiting for at most {@code timeout} if nothing has. */
    public List<Event> poll(Duration timeout) {
        List<Event> events = new ArrayList<>();
        consumer.poll(timeout).forEach(record -> events.add(event(record)));
        return events;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static Event event(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = StreamSupport.stream(record.headers().spliterator(), false)
                .collect(Collectors.toMap(
                        header -> header.key(), header -> new String(header.value(), StandardCharsets.UTF_8)));
        return new Event(
                record.topic(),
                Optional.ofNullable(record.key()),
                headers,
                Optional.ofNullable(record.value()).map(OutcomeTopics::tree),
                record.timestamp());
    }

    private static JsonNode tree(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
