package io.tagstream.photo;

import java.util.UUID;

/**
 * One partition of one incarnation of a Kafka topic: within it, offsets say which of two events is newer.
 *
 * @param topicId changes when a topic is deleted and made again, which starts its offsets at 0
 */
public record EventLog(String topic, UUID topicId, int partition) {}
