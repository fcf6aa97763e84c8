package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;

import io.tagstream.clip.vision.RgbImage;
import io.tagstream.failure.Failure;

/**
 * A GIF up to its first frame's pixels; what follows is not looked at. Where the frame leaves the screen free, the screen has the
 * transparent colour, or the first one, as in Pillow.
 *
 * @param width of the screen, stretched to the frame's right edge where that is beyond it
 * @param palette red, green, blue for each index
 * @param background the index where there is no frame
 * @param data where the code size stands, before the blocks of codes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record GifFile(byte[] bytes, int width, int height, Frame frame, byte[] palette, int background, int data)
        implements PictureFile {

    /** Where the frame stands on the screen, in pixels. */
    record Frame(int left, int top, int width, int height, boolean interlaced) {}

    private static final int SCREEN_END = 13;
    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2C;
    private static final int GRAPHIC_CONTROL = 0xF9;

    /** Rows of an interlaced frame come in four passes. */
    private static final int[] PASS_STARTS = {0, 4, 2, 1};

    private static final int[] PASS_STEPS = {8, 8, 4, 2};

    /**
     * Reads on to the first frame.
     *
     * @throws Failure IMAGE_CORRUPT, or what the limits say
     */
    static GifFile read(byte[] bytes, DecodeLimits limits) {
        GifBytes in = new GifBytes(bytes, 6);
        int width = in.unsignedShort();
        int height = in.unsignedShort();
        int flags = in.unsignedByte();
        in.moveTo(SCREEN_END);
        byte[] palette = (flags & 0x80) != 0 ? in.palette(flags) : greys();
        int background = 0;
        int block = in.unsignedByte();
        while (block != IMAGE) {
            if (block == EXTENSION) {
                int label = in.unsignedByte();
                if (label == GRAPHIC_CONTROL && in.peek(0) >= 4 && (in.peek(1) & 1) != 0) {
                    background = in.peek(4);
                }
                in.skipBlocks();
            } else if (block == 0x3B) {
                throw new Failure(IMAGE_CORRUPT, "the GIF holds no picture");
            }
            block = in.unsignedByte(); // other bytes between blocks are skipped, as in Pillow
        }
        int left = in.unsignedShort();
        int top = in.unsignedShort();
        int frameWidth = in.unsignedShort();
        int frameHeight = in.unsignedShort();
        int frameFlags = in.unsignedByte();
        if ((frameFlags & 0x80) != 0) {
            palette = in.palette(frameFlags);
        }
        if (frameWidth == 0 || frameHeight == 0) {
            throw new Failure(IMAGE_CORRUPT, "the GIF's first frame has no pixels");
        }
        Frame frame = new Frame(left, top, frameWidth, frameHeight, (frameFlags & 0x40) != 0);
        width = Math.max(width, left + frameWidth);
        height = Math.max(height, top + frameHeight);
        limits.check(width, height);
        return new GifFile(bytes, width, height, frame, palette, background, in.position());
    }

    /** Decodes the first frame onto the screen. */
    RgbImage decode() {
        GifBytes in = new GifBytes(bytes, data);
        int codeSize = in.unsignedByte();
        byte[] pixels = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
        if (frame.width != width || frame.height != height) {
            paint(pixels);
        }
        GifCodes codes = new GifCodes(in, codeSize);
        byte[] row = new byte[frame.width];
        for (int i = 0; i < frame.height; i++) {
            codes.read(row);
            copy(row, pixels, (frame.top + target(i)) * width + frame.left);
        }
        return new RgbImage(width, height, pixels);
    }

    private void copy(byte[] row, byte[] pixels, int at) {
        for (int x = 0; x < row.length; x++) {
            System.arraycopy(palette, 3 * (row[x] & 0xFF), pixels, 3 * (at + x), 3);
        }
    }

    private void paint(byte[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = palette[3 * background + i % 3];
        }
    }

    /** Which row of the frame comes as number {@code i}. */
    private int target(int i) {
        if (!frame.interlaced) {
            return i;
        }
        int before = 0;
        for (int pass = 0; pass < PASS_STARTS.length; pass++) {
            int rows = Math.max(0, Math.ceilDiv(frame.height - PASS_STARTS[pass], PASS_STEPS[pass]));
            if (i < before + rows) {
                return PASS_STARTS[pass] + (i - before) * PASS_STEPS[pass];
            }
            before += rows;
        }
        throw new IllegalArgumentException("no row " + i);
    }

    /** What a GIF without a palette is shown with. */
    private static byte[] greys() {
        byte[] greys = new byte[768];
        for (int i = 0; i < greys.length; i++) {
            greys[i] = (byte) (i / 3);
        }
        return greys;
    }

    @Override
    public ImageFormat format() {
        return ImageFormat.GIF;
    }

    @Override
    public int orientation() {
        return ExifOrientation.UPRIGHT;
    }
}
