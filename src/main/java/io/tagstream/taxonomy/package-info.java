/**
 * The words that photos are tagged with: facets of tags with prompts, read from YAML, named by content, and compiled once per
 * model into a label matrix. Stands beside the flow: {@code tagging} multiplies embeddings with the matrix, nothing else here
 * sees a photo.
 */
@NullMarked
package io.tagstream.taxonomy;

import org.jspecify.annotations.NullMarked;
