/** REST: what the catalog has, for those who do not speak SQL or Kafka. Errors are RFC 9457 problems. */
@NullMarked
package io.tagstream.api;

import org.jspecify.annotations.NullMarked;
