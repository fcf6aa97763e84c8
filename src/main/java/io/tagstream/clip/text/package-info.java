/** Texts on their way into the model. */
@NullMarked
package io.tagstream.clip.text;

import org.jspecify.annotations.NullMarked;
