/** From pixels to an embedding: the model behind a micro-batcher, one future per photo. */
@NullMarked
package io.tagstream.encode;

import org.jspecify.annotations.NullMarked;
