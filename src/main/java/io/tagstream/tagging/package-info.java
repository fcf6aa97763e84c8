/**
 * From a vector to tags: the stage after encode. A photo's embedding meets the label matrix, and each facet decides for itself
 * which tags are given. Arithmetic only: no model, no clock, no framework, and the same result in any batch, today and when the
 * catalog is tagged again from stored embeddings.
 */
@NullMarked
package io.tagstream.tagging;

import org.jspecify.annotations.NullMarked;
