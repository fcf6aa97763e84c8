/**
 * A model as the Hugging Face hub serves it: {@code config.json}, {@code model.safetensors}, {@code
 * preprocessor_config.json} and {@code tokenizer.json} in one directory, read and checked. Nothing here computes;
 * {@code archive} turns it into something that runs.
 */
@NullMarked
package io.tagstream.clip.checkpoint;

import org.jspecify.annotations.NullMarked;
