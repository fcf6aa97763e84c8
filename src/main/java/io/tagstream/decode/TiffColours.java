package io.tagstream.decode;

import java.nio.ByteOrder;

/**
 * What a TIFF's samples mean, and their conversion to RGB as Pillow's {@code convert("RGB")} does it: samples beyond the colours are
 * dropped, 16 bits keep their high byte, except that grey of 16 bits is clipped.
 *
 * @param palette red, green, blue for each index; empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TiffColours(Kind kind, TiffLayout layout, int bits, boolean littleEndian, byte[] palette) {

    /** How a pixel's samples are read. */
    enum Kind {
        WHITE_IS_ZERO(1),
        BLACK_IS_ZERO(1),
        RGB(3),
        PALETTE(1),
        CMYK(4);

        private final int samples;

        Kind(int samples) {
            this.samples = samples;
        }
    }

    private static final int PHOTOMETRIC = 262;
    private static final int COLOUR_MAP = 320;
    private static final int YCBCR = 6;

    static TiffColours read(TiffDirectory directory, TiffLayout layout, boolean jpeg) {
        int photometric = directory.number(PHOTOMETRIC, layout.samples() >= 3 ? 2 : 1);
        TiffFile.requireSupported(
                (photometric >= 0 && photometric <= 3) || photometric == 5 || (photometric == YCBCR && jpeg),
                "photometric interpretation " + photometric);
        Kind kind =
                switch (photometric) {
                    case 0 -> Kind.WHITE_IS_ZERO;
                    case 1 -> Kind.BLACK_IS_ZERO;
                    case 3 -> Kind.PALETTE;
                    case 5 -> Kind.CMYK;
                    default -> Kind.RGB; // what the JPEG codec makes of YCbCr, too
                };
        TiffFile.requireSupported(layout.samples() >= kind.samples, "fewer samples than colours");
        TiffFile.requireSupported(kind.samples == 1 || layout.bits() >= 8, "colours of fewer than 8 bits");
        byte[] palette = kind == Kind.PALETTE ? palette(directory, layout.bits()) : new byte[0];
        boolean littleEndian = directory.order() == ByteOrder.LITTLE_ENDIAN;
        return new TiffColours(kind, layout, jpeg ? 8 : layout.bits(), littleEndian, palette);
    }

    /** All reds, then all greens, then all blues, of 16 bits each. */
    private static byte[] palette(TiffDirectory directory, int bits) {
        TiffFile.requireSupported(bits <= 8, "a palette of %d bits".formatted(bits));
        long[] map = directory.numbers(COLOUR_MAP);
        int colours = 1 << bits;
        byte[] palette = new byte[768];
        for (int i = 0; i < 3 * colours && i < map.length; i++) {
            palette[i % colours * 3 + i / colours] = (byte) (map[i] >> 8);
        }
        return palette;
    }

    /**
     * Converts the first pixels of a row.
     *
     * @param parts the samples of a chunk, one array for each plane
     */
    void copyRow(byte[][] parts, int row, byte[] pixels, int to, int width) {
        for (int x = 0; x < width; x++) {
            int at = 3 * (to + x);
            switch (kind) {
                case WHITE_IS_ZERO -> grey(pixels, at, 255 - grey(parts, row, x));
                case BLACK_IS_ZERO -> grey(pixels, at, grey(parts, row, x));
                case PALETTE -> System.arraycopy(palette, 3 * sample(parts, row, x, 0), pixels, at, 3);
                case RGB -> {
                    for (int i = 0; i < 3; i++) {
                        pixels[at + i] = (byte) eightBits(sample(parts, row, x, i));
                    }
                }
                case CMYK -> {
                    int white = 255 - eightBits(sample(parts, row, x, 3));
                    for (int i = 0; i < 3; i++) {
                        pixels[at + i] = Ink.light(eightBits(sample(parts, row, x, i)), white);
                    }
                }
            }
        }
    }

    private static void grey(byte[] pixels, int at, int value) {
        pixels[at] = (byte) value;
        pixels[at + 1] = (byte) value;
        pixels[at + 2] = (byte) value;
    }

    private int grey(byte[][] parts, int row, int x) {
        int value = sample(parts, row, x, 0);
        if (bits == 16) {
            return layout.samples() == 1 ? Math.min(value, 255) : value >> 8;
        }
        return value * 255 / ((1 << bits) - 1);
    }

    private int eightBits(int sample) {
        return bits == 16 ? sample >> 8 : sample;
    }

    private int sample(byte[][] parts, int row, int x, int index) {
        byte[] part = parts[layout.planar() ? index : 0];
        int together = layout.samplesTogether();
        int number = x * together + (layout.planar() ? 0 : index);
        int start = row * (bits == layout.bits() ? layout.rowBytes() : layout.chunkWidth() * together);
        if (bits == 8) {
            return part[start + number] & 0xFF;
        }
        if (bits == 16) {
            int low = part[start + 2 * number + (littleEndian ? 0 : 1)] & 0xFF;
            int high = part[start + 2 * number + (littleEndian ? 1 : 0)] & 0xFF;
            return (high << 8) | low;
        }
        int bit = number * bits;
        return ((part[start + bit / 8] & 0xFF) >> (8 - bits - bit % 8)) & ((1 << bits) - 1);
    }
}
