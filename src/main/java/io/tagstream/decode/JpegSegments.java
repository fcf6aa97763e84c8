package io.tagstream.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** What a JPEG says about its colours, and JPEGs that are told it anew. */
final class JpegSegments {

    /** Adobe's transforms: none, YCbCr, YCCK; and no word from Adobe. */
    static final int UNCONVERTED = 0;

    static final int YCBCR = 1;
    static final int YCCK = 2;
    private static final int UNKNOWN = -1;

    private static final int APP0 = 0xE0;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int COMMENT = 0xFE;
    private static final int MARKER_AND_LENGTH = 4;

    private static final byte[] ADOBE = "Adobe".getBytes(US_ASCII);
    private static final int TRANSFORM = 11;

    private JpegSegments() {}

    /** What the last Adobe segment before the pixels says, as libjpeg reads it. */
    static int adobeTransform(JpegFile file) {
        JpegMarkers markers = new JpegMarkers(file.bytes());
        int transform = UNKNOWN;
        int marker = markers.advance();
        while (marker != JpegMarkers.START_OF_SCAN && marker != JpegMarkers.END_OF_IMAGE) {
            if (marker == APP14 && markers.bodyLength() > TRANSFORM) {
                int start = markers.bodyStart();
                if (Arrays.equals(file.bytes(), start, start + ADOBE.length, ADOBE, 0, ADOBE.length)) {
                    transform = markers.unsignedByte(start + TRANSFORM);
                }
            }
            marker = markers.advance();
        }
        return transform;
    }

    /** The file with what it needs to be decoded, and nothing but an Adobe segment of this transform about colours. */
    static byte[] plain(JpegFile file, int transform) {
        return plain(file.bytes(), new byte[0], transform);
    }

    /**
     * A whole JPEG of one whose tables are elsewhere, as in a TIFF.
     *
     * @param tables segments, without the markers around them
     */
    static byte[] plain(byte[] jpeg, byte[] tables, int transform) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(jpeg.length + tables.length + 32);
        out.write(jpeg, 0, 2);
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) APP14, 0, 14});
        out.writeBytes(ADOBE);
        out.writeBytes(new byte[] {0, 100, 0, 0, 0, 0, (byte) transform});
        out.writeBytes(tables);
        JpegMarkers markers = new JpegMarkers(jpeg);
        int from = 2;
        int marker = markers.advance();
        while (marker != JpegMarkers.END_OF_IMAGE) {
            if ((marker >= APP0 && marker <= APP15) || marker == COMMENT) {
                int start = markers.bodyStart() - MARKER_AND_LENGTH;
                out.write(jpeg, from, start - from);
                from = markers.bodyEnd();
            }
            marker = markers.advance();
        }
        out.write(jpeg, from, markers.bodyEnd() - from);
        return out.toByteArray();
    }
}
