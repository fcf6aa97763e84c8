package io.tagstream.decode;

import io.tagstream.clip.vision.RgbImage;

/**
 * A photo as pixels.
 *
 * @param image upright; smaller than the original where a big JPEG was decoded reduced
 * @param width pixels of the upright original
 * @param height pixels of the upright original
 * @param orientation EXIF's, 1 to 8, as the file had it; already applied
 */
public record DecodedPhoto(RgbImage image, ImageFormat format, int width, int height, int orientation) {}
