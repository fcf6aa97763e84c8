/** The flow itself: the only place that knows every step a photo takes, and the order of them. */
@NullMarked
package io.tagstream.pipeline;

import org.jspecify.annotations.NullMarked;
