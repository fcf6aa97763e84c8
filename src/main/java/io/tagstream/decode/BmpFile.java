package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;
import static io.tagstream.failure.FailureCode.IMAGE_FORMAT_UNSUPPORTED;

import io.tagstream.clip.vision.RgbImage;
import io.tagstream.failure.Failure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * A Windows or OS/2 bitmap: 1, 4 and 8 bits with a palette, run lengths among them; 16, 24 and 32 bits with any masks that are whole
 * runs of bits. The fourth byte of 32 bits is dropped.
 *
 * @param topDown whether the first row is the upper one
 * @param palette red, green, blue for each index; empty above 8 bits
 * @param data where the pixels start
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BmpFile(
        byte[] bytes,
        int width,
        int height,
        boolean topDown,
        int bits,
        boolean runLengths,
        BmpMasks masks,
        byte[] palette,
        int data)
        implements PictureFile {

    private static final int FILE_HEADER_BYTES = 14;
    private static final int CORE_HEADER_BYTES = 12;
    private static final Set<Integer> HEADER_BYTES = Set.of(CORE_HEADER_BYTES, 40, 52, 56, 64, 108, 124);

    private static final int RAW = 0;
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;
    private static final int BITFIELDS = 3;
    private static final int ALPHABITFIELDS = 6;

    /**
     * Reads the headers and the palette, and sees that the pixels are there.
     *
     * @throws Failure IMAGE_CORRUPT, IMAGE_FORMAT_UNSUPPORTED, or what the limits say
     */
    static BmpFile read(byte[] bytes, DecodeLimits limits) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        require(bytes.length >= FILE_HEADER_BYTES + CORE_HEADER_BYTES, "its header is not whole");
        int headerBytes = file.getInt(FILE_HEADER_BYTES);
        if (!HEADER_BYTES.contains(headerBytes)) {
            throw new Failure(
                    IMAGE_FORMAT_UNSUPPORTED,
                    "a BMP with a header of %,d bytes is not supported".formatted(headerBytes));
        }
        int headerEnd = FILE_HEADER_BYTES + headerBytes;
        require(bytes.length >= headerEnd, "its header is not whole");
        boolean core = headerBytes == CORE_HEADER_BYTES;
        int width = core ? file.getShort(18) & 0xFFFF : file.getInt(18);
        int signedHeight = core ? file.getShort(20) & 0xFFFF : file.getInt(22);
        int bits = file.getShort(core ? 24 : 28) & 0xFFFF;
        int compression = core ? RAW : file.getInt(30);
        require(width > 0 && signedHeight != 0 && signedHeight != Integer.MIN_VALUE, "a side has no pixels");
        int height = Math.abs(signedHeight);
        limits.check(width, height);
        requireSupported(bits, compression);

        boolean masked = compression == BITFIELDS || compression == ALPHABITFIELDS;
        boolean masksFollow = masked && headerBytes == 40;
        int maskBytes = masksFollow ? compression == ALPHABITFIELDS ? 16 : 12 : 0;
        require(bytes.length >= headerEnd + maskBytes, "its masks are not whole");
        BmpMasks masks = masked ? BmpMasks.read(file, FILE_HEADER_BYTES + 40, bits) : BmpMasks.usual(bits);
        int data = file.getInt(10);
        byte[] palette = new byte[0];
        if (bits <= 8) {
            int colours = core ? 0 : file.getInt(46);
            palette = palette(file, headerEnd + maskBytes, core ? 3 : 4, colours == 0 ? 1 << bits : colours);
        }
        require(data >= headerEnd && data <= bytes.length, "its pixels are beyond its end");
        boolean runLengths = compression == RLE8 || compression == RLE4;
        if (!runLengths) {
            require(data + (long) stride(width, bits) * height <= bytes.length, "it is truncated");
        }
        return new BmpFile(bytes, width, height, signedHeight < 0, bits, runLengths, masks, palette, data);
    }

    /** All pixels. */
    RgbImage decode() {
        byte[] pixels = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
        if (runLengths) {
            byte[] indices = new BmpRuns(bytes, data, bits, width, height).read();
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    show(indices[y * width + x] & 0xFF, pixels, row(y) * width + x);
                }
            }
        } else {
            for (int y = 0; y < height; y++) {
                copyRow(data + y * stride(width, bits), pixels, row(y) * width);
            }
        }
        return new RgbImage(width, height, pixels);
    }

    private void copyRow(int from, byte[] pixels, int to) {
        if (bits > 8) {
            masks.copyRow(bytes, from, pixels, to, width);
            return;
        }
        int perByte = 8 / bits;
        for (int x = 0; x < width; x++) {
            int shift = 8 - bits * (x % perByte + 1);
            show(((bytes[from + x / perByte] & 0xFF) >> shift) & ((1 << bits) - 1), pixels, to + x);
        }
    }

    private void show(int index, byte[] pixels, int at) {
        System.arraycopy(palette, 3 * index, pixels, 3 * at, 3);
    }

    private int row(int stored) {
        return topDown ? stored : height - 1 - stored;
    }

    /** Padded with black to 256 colours, since the pixels may point beyond those that there are. */
    private static byte[] palette(ByteBuffer file, int from, int entryBytes, int colours) {
        byte[] palette = new byte[768];
        for (int i = 0; i < Math.clamp(colours, 0, 256) && from + (i + 1) * entryBytes <= file.limit(); i++) {
            for (int channel = 0; channel < 3; channel++) {
                palette[3 * i + channel] = file.get(from + i * entryBytes + 2 - channel);
            }
        }
        return palette;
    }

    private static int stride(int width, int bits) {
        return Math.toIntExact(((long) width * bits + 31) / 32 * 4);
    }

    private static void requireSupported(int bits, int compression) {
        boolean supported =
                switch (compression) {
                    case RAW -> Set.of(1, 4, 8, 16, 24, 32).contains(bits);
                    case RLE8 -> bits == 8;
                    case RLE4 -> bits == 4;
                    case BITFIELDS, ALPHABITFIELDS -> Set.of(16, 24, 32).contains(bits);
                    default -> false;
                };
        if (!supported) {
            throw new Failure(
                    IMAGE_FORMAT_UNSUPPORTED,
                    "a BMP of %d bits with compression %d is not supported".formatted(bits, compression));
        }
    }

    private static void require(boolean fits, String otherwise) {
        if (!fits) {
            throw new Failure(IMAGE_CORRUPT, "the BMP is damaged: " + otherwise);
        }
    }

    @Override
    public ImageFormat format() {
        return ImageFormat.BMP;
    }

    @Override
    public int orientation() {
        return ExifOrientation.UPRIGHT;
    }
}
