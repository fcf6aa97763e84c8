package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_SIDE_TOO_LONG;
import static io.tagstream.failure.FailureCode.IMAGE_TOO_MANY_PIXELS;

import io.tagstream.failure.Failure;
import java.time.Duration;

/**
 * What decoding may cost, checked against the header before a pixel is allocated. Native code in this process cannot be stopped
 * from Java, so time is limited in two ways: here pixels, scans and the length of the file bound the work, and a program of its own,
 * which decodes HEIC and AVIF, is killed.
 *
 * @param maxPixels that are decoded: 3 bytes for each natively and once more on the heap. Also of a progressive JPEG as stored, which
 *     takes up to 6 natively even when it is decoded reduced
 * @param maxSide pixels of the longer side, as decoded
 * @param maxJpegPixels as stored, of a JPEG that is decoded reduced and row by row: its time, not its memory, grows with them
 * @param maxScans of a progressive JPEG: each goes over all pixels again, and one of a few bytes costs as much as any
 * @param programTime for a whole picture in a program of its own
 * @param programMemory bytes of address space for such a program
 */
public record DecodeLimits(
        long maxPixels, int maxSide, long maxJpegPixels, int maxScans, Duration programTime, long programMemory) {

    /**
     * 200 megapixels is the largest camera sensor in a telephone; 50,000 pixels a long panorama; a gigapixel at an eighth takes about
     * two seconds; encoders write about 10 scans, the most careful ones some dozens.
     */
    public static final DecodeLimits DEFAULTS =
            new DecodeLimits(200_000_000, 50_000, 1_000_000_000, 100, Duration.ofSeconds(20), 2L << 30);

    /** At three bytes a pixel, where a Java array ends. */
    private static final long MOST_PIXELS = (Integer.MAX_VALUE - 16) / 3;

    public DecodeLimits {
        if (maxPixels < 1 || maxPixels > MOST_PIXELS) {
            throw new IllegalArgumentException("maxPixels %d is not in 1..%d".formatted(maxPixels, MOST_PIXELS));
        }
        requireAtLeastOne("maxSide", maxSide);
        requireAtLeastOne("maxJpegPixels", maxJpegPixels);
        requireAtLeastOne("maxScans", maxScans);
        requireAtLeastOne("programTime in ms", programTime.toMillis());
        requireAtLeastOne("programMemory", programMemory);
    }

    /** These limits for pictures, and the defaults for what decodes them. */
    public DecodeLimits(long maxPixels, int maxSide, int maxScans) {
        this(
                maxPixels,
                maxSide,
                Math.max(maxPixels, DEFAULTS.maxJpegPixels),
                maxScans,
                DEFAULTS.programTime,
                DEFAULTS.programMemory);
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
        checkPixels(width, height, maxPixels);
    }

    /** Lets a JPEG pass that will be decoded at most eight times smaller. */
    void checkStoredJpeg(int width, int height, boolean heldWhole) {
        checkPixels(width, height, heldWhole ? maxPixels : maxJpegPixels);
    }

    /** Whether a picture of this size may be decoded as it is. */
    boolean allow(int width, int height) {
        return Math.max(width, height) <= maxSide && (long) width * height <= maxPixels;
    }

    private static void checkPixels(int width, int height, long most) {
        long pixels = (long) width * height;
        if (pixels > most) {
            throw new Failure(
                    IMAGE_TOO_MANY_PIXELS,
                    "%,d × %,d is %,d pixels; at most %,d are decoded".formatted(width, height, pixels, most));
        }
    }

    private static void requireAtLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s %d is not at least 1".formatted(name, value));
        }
    }
}
