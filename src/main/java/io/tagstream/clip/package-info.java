/**
 * CLIP in plain Java and DJL: no Quarkus, no Kafka, no database. A Hugging Face snapshot comes in, embeddings go out; no tensor
 * leaves this package.
 */
@NullMarked
package io.tagstream.clip;

import org.jspecify.annotations.NullMarked;
