/** From Kafka records to batches for the pipeline: bytes in, parsed by our own code, several batches in flight. */
@NullMarked
package io.tagstream.intake;

import org.jspecify.annotations.NullMarked;
