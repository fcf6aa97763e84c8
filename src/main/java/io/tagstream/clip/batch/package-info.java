/** Single items in, batches to the model, single results out. Knows nothing of pictures or tensors. */
@NullMarked
package io.tagstream.clip.batch;

import org.jspecify.annotations.NullMarked;
