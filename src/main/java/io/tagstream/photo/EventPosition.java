package io.tagstream.photo;

import java.time.Instant;

/**
 * Where an event stood, and so which of two events about one photo wins.
 *
 * @param item which photo of the event, from 0: an S3 notification may name several
 * @param at the record's Kafka timestamp; decides only between events of different logs
 */
public record EventPosition(EventLog log, long offset, int item, Instant at) {

    /**
     * Whether an event here wins over one about the same photo there. The catalog asks the same of what it has stored; an event
     * that is delivered again supersedes itself.
     */
    public boolean supersedes(EventPosition other) {
        if (!log.equals(other.log)) {
            return !at.isBefore(other.at);
        }
        return offset == other.offset ? item >= other.item : offset > other.offset;
    }

    /** {@code topic-partition@offset}, as Kafka's own tools write it. */
    @Override
    public String toString() {
        return log.topic() + "-" + log.partition() + "@" + offset;
    }
}
