/** What an operator sees: readiness with its causes, liveness, and metrics by stage. */
@NullMarked
package io.tagstream.health;

import org.jspecify.annotations.NullMarked;
