/**
 * From a photo's bytes to upright pixels: after fetching, before the model. The file's own structure is read here first, so that
 * type, size and completeness are known before OpenCV's codecs allocate a pixel; they get only what they need to decode.
 */
@NullMarked
package io.tagstream.decode;

import org.jspecify.annotations.NullMarked;
