/** Pictures on their way into the model. */
@NullMarked
package io.tagstream.clip.vision;

import org.jspecify.annotations.NullMarked;
