package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;
import static io.tagstream.failure.FailureCode.IMAGE_FORMAT_UNSUPPORTED;

import io.tagstream.clip.vision.RgbImage;
import io.tagstream.failure.Failure;
import java.util.Arrays;

/**
 * The first page of a TIFF: grey, palette, RGB or CMYK of up to 16 bits, in strips or tiles, its samples together or in planes.
 *
 * @param chunks the strips or tiles
 */
record TiffFile(int width, int height, int orientation, TiffLayout layout, TiffColours colours, TiffChunks chunks)
        implements PictureFile {

    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES = 277;
    private static final int SAMPLE_FORMAT = 339;

    private static final int MOST_SAMPLES = 8;

    /**
     * Reads the directory, and sees that all pixels are there.
     *
     * @throws Failure IMAGE_CORRUPT, IMAGE_FORMAT_UNSUPPORTED, or what the limits say
     */
    static TiffFile read(byte[] bytes, DecodeLimits limits) {
        TiffDirectory directory = TiffDirectory.read(bytes);
        int width = directory.number(WIDTH, 0);
        int height = directory.number(HEIGHT, 0);
        if (width < 1 || height < 1) {
            throw new Failure(IMAGE_CORRUPT, "the TIFF's header gives a side of no or too many pixels");
        }
        limits.check(width, height);
        int samples = directory.number(SAMPLES, 1);
        int bits = directory.number(BITS, 1);
        boolean alike = Arrays.stream(directory.numbers(BITS)).allMatch(each -> each == bits);
        boolean whole = Arrays.stream(directory.numbers(SAMPLE_FORMAT)).allMatch(each -> each == 1 || each == 4);
        requireSupported(alike && isDepth(bits), "samples of %d bits, or of several depths".formatted(bits));
        requireSupported(whole, "samples that are no whole numbers");
        requireSupported(samples >= 1 && samples <= MOST_SAMPLES, samples + " samples a pixel");

        TiffLayout layout = TiffLayout.read(directory, width, height, samples, bits, limits);
        TiffChunks chunks = TiffChunks.read(bytes, directory, layout);
        TiffColours colours = TiffColours.read(directory, layout, chunks.isJpeg());
        int orientation = directory.number(ORIENTATION, ExifOrientation.UPRIGHT);
        boolean known = orientation >= 1 && orientation <= 8;
        return new TiffFile(width, height, known ? orientation : ExifOrientation.UPRIGHT, layout, colours, chunks);
    }

    /** All pixels. */
    RgbImage decode() {
        byte[] pixels = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
        int planes = layout.planes();
        byte[][] parts = new byte[planes][];
        for (int i = 0; i < layout.across() * layout.down(); i++) {
            for (int plane = 0; plane < planes; plane++) {
                parts[plane] = chunks.samples(plane * layout.across() * layout.down() + i);
            }
            int left = i % layout.across() * layout.chunkWidth();
            int top = i / layout.across() * layout.chunkHeight();
            int right = Math.min(left + layout.chunkWidth(), width);
            int bottom = Math.min(top + layout.chunkHeight(), height);
            for (int y = top; y < bottom; y++) {
                colours.copyRow(parts, y - top, pixels, y * width + left, right - left);
            }
        }
        return new RgbImage(width, height, pixels);
    }

    private static boolean isDepth(int bits) {
        return bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16;
    }

    static void requireSupported(boolean supported, String what) {
        if (!supported) {
            throw new Failure(IMAGE_FORMAT_UNSUPPORTED, "a TIFF with " + what + " is not supported");
        }
    }

    @Override
    public ImageFormat format() {
        return ImageFormat.TIFF;
    }
}
