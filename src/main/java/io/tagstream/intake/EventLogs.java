package io.tagstream.intake;

import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.failure.Interrupted;
import io.tagstream.photo.EventLog;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Knows which incarnation of a topic a partition belongs to; asked of Kafka once per assignment. */
final class EventLogs {

    private final Map<String, Object> kafka;
    private final ConcurrentMap<TopicPartition, EventLog> known = new ConcurrentHashMap<>();

    EventLogs(Map<String, Object> kafka) {
        this.kafka = Map.copyOf(kafka);
    }

    EventLog of(TopicPartition partition) {
        return known.computeIfAbsent(partition, p -> new EventLog(p.topic(), topicId(p.topic()), p.partition()));
    }

    /** A topic may have been made again while its partitions were not ours. */
    void forget() {
        known.clear();
    }

    private UUID topicId(String topic) {
        try (Admin admin = Admin.create(kafka)) {
            Uuid id = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .topicId();
            return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
        } catch (ExecutionException e) {
            throw new Failure(FailureCode.KAFKA_UNAVAILABLE, "Kafka: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        }
    }
}
