package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;
import static io.tagstream.failure.FailureCode.IMAGE_FORMAT_UNSUPPORTED;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tagstream.failure.Failure;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;

/**
 * A JPEG from its first marker to the end of its image; what follows, such as a telephone's second picture, is left out.
 *
 * <p>The end marker is asked for because libjpeg makes grey or stale pixels of what is missing and calls it a warning.
 *
 * @param length bytes up to and with the end marker
 * @param components 1 is grey, 3 colour, 4 CMYK or YCCK
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record JpegFile(byte[] bytes, int length, int width, int height, int orientation, int components) implements CodecFile {

    /** Baseline, extended and progressive, the latter two with Huffman or arithmetic coding. */
    private static final Set<Integer> DECODED_FRAMES = Set.of(0xC0, 0xC1, 0xC2, 0xC9, 0xCA);

    private static final Set<Integer> PROGRESSIVE_FRAMES = Set.of(0xC2, 0xCA);
    private static final Set<Integer> OTHER_FRAMES = Set.of(0xC3, 0xC5, 0xC6, 0xC7, 0xCB, 0xCD, 0xCE, 0xCF);

    private static final byte[] EXIF = "Exif\0\0".getBytes(US_ASCII);

    /**
     * Reads the frame's header and walks on to the end.
     *
     * @throws Failure IMAGE_CORRUPT, IMAGE_FORMAT_UNSUPPORTED, or what the limits say
     */
    static JpegFile read(byte[] bytes, DecodeLimits limits) {
        JpegMarkers markers = new JpegMarkers(bytes);
        int width = 0;
        int height = 0;
        int components = 0;
        int orientation = ExifOrientation.UPRIGHT;
        int scans = 0;
        boolean heldWhole = false;
        for (int marker = markers.advance(); marker != JpegMarkers.END_OF_IMAGE; marker = markers.advance()) {
            if (DECODED_FRAMES.contains(marker)) {
                requireDecodable(markers);
                height = markers.unsignedShort(markers.bodyStart() + 1);
                width = markers.unsignedShort(markers.bodyStart() + 3);
                components = markers.unsignedByte(markers.bodyStart() + 5);
                heldWhole |= PROGRESSIVE_FRAMES.contains(marker);
                limits.checkStoredJpeg(width, height, heldWhole);
                limits.check(Math.ceilDiv(width, Reduction.MOST), Math.ceilDiv(height, Reduction.MOST));
            } else if (OTHER_FRAMES.contains(marker)) {
                throw new Failure(
                        IMAGE_FORMAT_UNSUPPORTED,
                        "a lossless or hierarchical JPEG (SOF%d) is not supported".formatted(marker - 0xC0));
            } else if (marker == JpegMarkers.APP1 && orientation == ExifOrientation.UPRIGHT) {
                orientation = orientation(bytes, markers);
            } else if (marker == JpegMarkers.START_OF_SCAN) {
                if (++scans > limits.maxScans()) {
                    throw new Failure(
                            IMAGE_CORRUPT,
                            "the JPEG has more than %d scans, which no encoder writes".formatted(limits.maxScans()));
                }
                // libjpeg keeps all coefficients of a picture whose components do not come together
                heldWhole |= markers.bodyLength() < 1 || markers.unsignedByte(markers.bodyStart()) < components;
                limits.checkStoredJpeg(width, height, heldWhole);
            }
        }
        if (width == 0 || height == 0 || scans == 0) {
            throw new Failure(IMAGE_CORRUPT, "the JPEG holds no picture");
        }
        return new JpegFile(bytes, markers.bodyEnd(), width, height, orientation, components);
    }

    private static void requireDecodable(JpegMarkers markers) {
        if (markers.bodyLength() < 6) {
            throw new Failure(IMAGE_CORRUPT, "the JPEG's frame header is too short");
        }
        int bits = markers.unsignedByte(markers.bodyStart());
        if (bits != 8) {
            throw new Failure(IMAGE_FORMAT_UNSUPPORTED, "a JPEG of %d bits is not supported; 8 are".formatted(bits));
        }
    }

    private static int orientation(byte[] bytes, JpegMarkers markers) {
        int tiff = markers.bodyStart() + EXIF.length;
        boolean exif =
                tiff <= markers.bodyEnd() && Arrays.equals(bytes, markers.bodyStart(), tiff, EXIF, 0, EXIF.length);
        return exif ? ExifOrientation.read(bytes, tiff, markers.bodyEnd()) : ExifOrientation.UPRIGHT;
    }

    /** Cyan, magenta, yellow and black, perhaps coded as YCCK. */
    boolean isInk() {
        return components == 4;
    }

    /**
     * By how much both sides are divided while decoding: as much as leaves the shorter one at least as long as wished, and more if the
     * limits ask for it.
     */
    int reduction(int shorterSide, DecodeLimits limits) {
        int reduction = Reduction.leaving(shorterSide, width, height);
        while (reduction < Reduction.MOST
                && !limits.allow(Math.ceilDiv(width, reduction), Math.ceilDiv(height, reduction))) {
            reduction *= 2;
        }
        return reduction;
    }

    @Override
    public ImageFormat format() {
        return ImageFormat.JPEG;
    }

    @Override
    public void writeTo(ByteBuffer codecInput) {
        codecInput.put(bytes, 0, length);
    }
}
