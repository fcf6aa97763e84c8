package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_FORMAT_UNSUPPORTED;

import io.tagstream.failure.Failure;
import java.nio.ByteBuffer;

/**
 * Where the colours of a bitmap's pixel are.
 *
 * @param bytes of a pixel, little-endian: 2, 3 or 4
 */
record BmpMasks(int bytes, Channel red, Channel green, Channel blue) {

    /**
     * A run of bits.
     *
     * @param shift to the right, so that its lowest bit is the lowest
     * @param most its largest value, 0 for no bits at all
     */
    record Channel(int shift, int most) {

        static Channel of(int mask) {
            int shift = mask == 0 ? 0 : Integer.numberOfTrailingZeros(mask);
            int most = mask >>> shift;
            if ((most & (most + 1)) != 0 || most > 0xFFFF) {
                throw new Failure(
                        IMAGE_FORMAT_UNSUPPORTED, "a BMP with the colour mask %08x is not supported".formatted(mask));
            }
            return new Channel(shift, most);
        }

        /** Stretched to 0 to 255, rounded down as Pillow does. */
        byte of8Bits(int pixel) {
            int value = (pixel >>> shift) & most;
            return (byte) (most == 0xFF ? value : most == 0 ? 0 : (long) value * 255 / most);
        }
    }

    /** Without masks in the file: blue lowest, five bits for each of 16. */
    static BmpMasks usual(int bits) {
        return bits == 16 ? of(2, 0x7C00, 0x3E0, 0x1F) : of(bits / 8, 0xFF0000, 0xFF00, 0xFF);
    }

    /** Of the file; all zero means the usual ones. */
    static BmpMasks read(ByteBuffer file, int from, int bits) {
        int red = file.getInt(from);
        int green = file.getInt(from + 4);
        int blue = file.getInt(from + 8);
        return (red | green | blue) == 0 ? usual(bits) : of(bits / 8, red, green, blue);
    }

    private static BmpMasks of(int bytes, int red, int green, int blue) {
        return new BmpMasks(bytes, Channel.of(red), Channel.of(green), Channel.of(blue));
    }

    /** Copies a row's colours. */
    void copyRow(byte[] file, int from, byte[] pixels, int to, int width) {
        for (int x = 0; x < width; x++) {
            int pixel = 0;
            for (int i = 0; i < bytes; i++) {
                pixel |= (file[from + x * bytes + i] & 0xFF) << (8 * i);
            }
            pixels[3 * (to + x)] = red.of8Bits(pixel);
            pixels[3 * (to + x) + 1] = green.of8Bits(pixel);
            pixels[3 * (to + x) + 2] = blue.of8Bits(pixel);
        }
    }
}
