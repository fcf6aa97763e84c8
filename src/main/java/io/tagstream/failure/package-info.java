/**
 * What can go wrong, in one list. A failure knows when it is created what happens next; the code is also the metric label and the
 * reason in {@code photos.rejected}.
 */
@NullMarked
package io.tagstream.failure;

import org.jspecify.annotations.NullMarked;
