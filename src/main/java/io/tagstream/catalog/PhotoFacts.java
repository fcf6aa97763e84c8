package io.tagstream.catalog;

import io.tagstream.decode.Exif;
import io.tagstream.photo.ContentHash;

/**
 * What the bytes themselves say.
 *
 * @param byteSize of the file
 * @param format JPEG, PNG, …
 * @param width pixels, upright
 * @param height pixels, upright
 * @param orientation EXIF's, 1 to 8, as the file had it
 * @param perceptualHash 64 bits; two pictures that differ in few of them look alike
 * @param exif what the camera said, with its position only where that is wanted
 */
public record PhotoFacts(
        ContentHash hash,
        long byteSize,
        String format,
        int width,
        int height,
        int orientation,
        long perceptualHash,
        Exif exif) {}
