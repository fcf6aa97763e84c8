package io.tagstream.clip.vision;

/**
 * A decoded picture, upright.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 * @param pixels uint8, height × width × 3, red first; not copied, since it may be megabytes: whoever hands it over lets go of it
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for, and a copy would cost megabytes per photo
public record RgbImage(int width, int height, byte[] pixels) {

    public RgbImage {
        if (width < 1 || height < 1 || pixels.length != 3L * width * height) {
            throw new IllegalArgumentException(
                    "%d × %d pixels do not fit %d bytes".formatted(width, height, pixels.length));
        }
    }
}
