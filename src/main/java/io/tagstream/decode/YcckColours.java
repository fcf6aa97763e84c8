package io.tagstream.decode;

/** From YCCK, where three inks are coded as luminance and two differences of colour, to inks: libjpeg's whole-number arithmetic. */
final class YcckColours {

    private static final int SCALE = 16;
    private static final int HALF = 1 << (SCALE - 1);
    private static final int CR_TO_RED = fixed(1.402);
    private static final int CB_TO_BLUE = fixed(1.772);
    private static final int CR_TO_GREEN = fixed(0.71414);
    private static final int CB_TO_GREEN = fixed(0.34414);

    private YcckColours() {}

    /** Converts in place; four bytes a pixel, the black of which stays. */
    static void toInks(byte[] pixels) {
        for (int i = 0; i < pixels.length; i += 4) {
            int y = pixels[i] & 0xFF;
            int cb = (pixels[i + 1] & 0xFF) - 128;
            int cr = (pixels[i + 2] & 0xFF) - 128;
            pixels[i] = ink(y + ((CR_TO_RED * cr + HALF) >> SCALE));
            pixels[i + 1] = ink(y + ((-CB_TO_GREEN * cb - CR_TO_GREEN * cr + HALF) >> SCALE));
            pixels[i + 2] = ink(y + ((CB_TO_BLUE * cb + HALF) >> SCALE));
        }
    }

    private static byte ink(int light) {
        return (byte) Math.clamp(255 - light, 0, 255);
    }

    private static int fixed(double value) {
        return (int) (value * (1 << SCALE) + 0.5);
    }
}
