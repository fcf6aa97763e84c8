/**
 * A whole Tagstream on one machine: embedded Kafka and PostgreSQL, the demo and the benchmarks. Used by the tests, too; none of it
 * is in the production image.
 */
@NullMarked
package io.tagstream.local;

import org.jspecify.annotations.NullMarked;
