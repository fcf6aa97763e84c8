/**
 * From the outbox to Kafka: outcomes become CloudEvents, and the relay publishes each exactly once. With {@code intake}, the only
 * package that knows Kafka.
 */
@NullMarked
package io.tagstream.publish;

import org.jspecify.annotations.NullMarked;
