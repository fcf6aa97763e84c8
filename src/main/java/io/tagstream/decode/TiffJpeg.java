package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;

import io.tagstream.failure.Failure;
import java.util.Arrays;

/**
 * JPEGs as a TIFF's strips or tiles: their tables stand in the directory, and it, not the JPEG, says what their components are.
 *
 * @param tables segments, without the markers around them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TiffJpeg(byte[] tables, int transform, TiffLayout layout) {

    private static final int PHOTOMETRIC = 262;
    private static final int TABLES = 347;
    private static final int YCBCR = 6;

    static TiffJpeg read(TiffDirectory directory, TiffLayout layout) {
        byte[] tables = directory.bytes(TABLES);
        boolean around = tables.length >= 4;
        boolean coded = directory.number(PHOTOMETRIC, YCBCR) == YCBCR;
        return new TiffJpeg(
                around ? Arrays.copyOfRange(tables, 2, tables.length - 2) : new byte[0],
                coded ? JpegSegments.YCBCR : JpegSegments.UNCONVERTED,
                layout);
    }

    /** Samples of 8 bits: grey, red to blue, or four inks. */
    byte[] samples(byte[] bytes, int offset, int length, int rows) {
        byte[] chunk = Arrays.copyOfRange(bytes, offset, offset + length);
        if (length < 2 || chunk[0] != (byte) 0xFF || chunk[1] != (byte) 0xD8) {
            throw damaged("is no JPEG");
        }
        JpegFile file = JpegFile.read(JpegSegments.plain(chunk, tables, transform), DecodeLimits.DEFAULTS);
        boolean fits = file.width() == layout.chunkWidth()
                && file.height() >= rows
                && file.height() <= layout.chunkHeight()
                && file.components() == layout.samplesTogether();
        if (!fits) {
            throw damaged("is a JPEG of another size");
        }
        if (file.isInk()) {
            return InkJpeg.components(file);
        }
        byte[] rgb = Codec.decode(file, 1).pixels();
        return file.components() == 1 ? firstOfThree(rgb) : rgb;
    }

    private static byte[] firstOfThree(byte[] rgb) {
        byte[] grey = new byte[rgb.length / 3];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = rgb[3 * i];
        }
        return grey;
    }

    private static Failure damaged(String how) {
        return new Failure(IMAGE_CORRUPT, "the TIFF is damaged: a strip or tile " + how);
    }
}
