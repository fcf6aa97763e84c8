package io.tagstream.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tagstream.catalog.Outbox.Entry;
import io.tagstream.catalog.OutboxEvent;
import io.tagstream.catalog.OutboxEvent.Kind;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.failure.Interrupted;
import io.tagstream.photo.PhotoId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends outbox entries in Kafka transactions that also carry how far the outbox is published, as a consumer group's offset: both
 * happen or neither does. Opening one fences off every earlier publisher of the same catalog.
 */
final class OutboxPublisher implements AutoCloseable {

    private final PublishConfig config;
    private final Map<String, Object> kafka;
    private final String name;
    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * Takes over from whoever published for this catalog before.
     *
     * @param catalogId keeps one database's place in Kafka apart from another's
     */
    OutboxPublisher(Map<String, Object> kafka, PublishConfig config, UUID catalogId) {
        this.config = config;
        this.kafka = kafka;
        this.name = "tagstream-relay-" + catalogId;
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, name);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // A transaction is sent as a whole, so records may gather until its end: larger batches, fewer requests.
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw new Failure(FailureCode.KAFKA_UNAVAILABLE, "Kafka: " + e.getMessage(), e);
        }
    }

    /** The highest sequence that is published, 0 if none is: asked once, since this publisher alone moves it from now on. */
    long committed() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, name + "-admin");
        try (Admin admin = Admin.create(settings)) {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(
                            name, new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(place());
            return offset == null ? 0 : offset.offset();
        } catch (ExecutionException e) {
            throw new Failure(FailureCode.KAFKA_UNAVAILABLE, "Kafka: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        }
    }

    /** Publishes all entries, or none: after a failure this publisher is of no more use and has to be closed. */
    @SuppressWarnings("FutureReturnValueIgnored") // commitTransaction throws what any send of the transaction met
    void publish(List<Entry> entries) {
        try {
            producer.beginTransaction();
            entries.forEach(entry -> producer.send(record(entry)));
            long last = entries.getLast().seq();
            producer.sendOffsetsToTransaction(
                    Map.of(place(), new OffsetAndMetadata(last)), new ConsumerGroupMetadata(name));
            producer.commitTransaction();
        } catch (KafkaException e) {
            throw new Failure(FailureCode.KAFKA_UNAVAILABLE, "Kafka: " + e.getMessage(), e);
        }
    }

    /** An offset needs an existing partition; which one is of no importance. */
    private TopicPartition place() {
        return new TopicPartition(config.taggedTopic(), 0);
    }

    private ProducerRecord<byte[], byte[]> record(Entry entry) {
        OutboxEvent event = entry.event();
        boolean deleted = event.kind() == Kind.DELETED;
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                event.kind() == Kind.REJECTED ? config.rejectedTopic() : config.taggedTopic(),
                event.photo().map(photo -> photo.value().getBytes(UTF_8)).orElse(null),
                deleted ? null : event.data());
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", event.id());
        header(record, "ce_source", "tagstream");
        header(record, "ce_type", "io.tagstream.photo." + event.kind().name().toLowerCase(Locale.ROOT));
        header(record, "ce_time", entry.createdAt().toString());
        event.photo().map(PhotoId::value).ifPresent(photo -> header(record, "ce_subject", photo));
        if (!deleted) {
            header(record, "content-type", "application/json");
        }
        return record;
    }

    private static void header(ProducerRecord<?, ?> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }

    /** Does not wait for what is unsent: it is in the outbox. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
