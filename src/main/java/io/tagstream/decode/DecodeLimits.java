package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_SIDE_TOO_LONG;
import static io.tagstream.failure.FailureCode.IMAGE_TOO_MANY_PIXELS;

import io.tagstream.failure.Failure;

/**
 * What decoding may cost, checked against the header before a pixel is allocated. Native code cannot be stopped from Java, so
 * there is no time limit: pixels and scans bound the time.
 *
 * @param maxPixels of the stored picture; a PNG takes 3 bytes for each, natively and once more on the heap, and a progressive
 *     JPEG up to 6 natively, even when it is decoded reduced
 * @param maxSide pixels of the longer side
 * @param maxScans of a progressive JPEG: each goes over all pixels again, and one of a few bytes costs as much as any
 */
public record DecodeLimits(long maxPixels, int maxSide, int maxScans) {

    /**
     * 200 megapixels is the largest camera sensor in a telephone; 50,000 pixels a long panorama; encoders write about 10 scans,
     * the most careful ones some dozens.
     */
    public static final DecodeLimits DEFAULTS = new DecodeLimits(200_000_000, 50_000, 100);

    /** At three bytes a pixel, where a Java array ends. */
    private static final long MOST_PIXELS = (Integer.MAX_VALUE - 16) / 3;

    public DecodeLimits {
        if (maxPixels < 1 || maxPixels > MOST_PIXELS) {
            throw new IllegalArgumentException("maxPixels %d is not in 1..%d".formatted(maxPixels, MOST_PIXELS));
        }
        if (maxSide < 1) {
            throw new IllegalArgumentException("maxSide %d is not at least 1".formatted(maxSide));
        }
        if (maxScans < 1) {
            throw new IllegalArgumentException("maxScans %d is not at least 1".formatted(maxScans));
        }
    }

    /**
     * Lets a picture of this size pass.
     *
     * @throws Failure IMAGE_SIDE_TOO_LONG or IMAGE_TOO_MANY_PIXELS, with the figures
     */
    void check(int width, int height) {
        if (Math.max(width, height) > maxSide) {
            throw new Failure(
                    IMAGE_SIDE_TOO_LONG,
                    "%,d × %,d pixels: a side may have at most %,d".formatted(width, height, maxSide));
        }
        long pixels = (long) width * height;
        if (pixels > maxPixels) {
            throw new Failure(
                    IMAGE_TOO_MANY_PIXELS,
                    "%,d × %,d is %,d pixels; at most %,d are decoded".formatted(width, height, pixels, maxPixels));
        }
    }
}
