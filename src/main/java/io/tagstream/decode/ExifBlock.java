package io.tagstream.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** Where each format keeps its EXIF, which is a small TIFF file of its own. */
final class ExifBlock {

    private static final byte[] PREFIX = "Exif\0\0".getBytes(US_ASCII);
    private static final int RIFF_BYTES = 12;

    private ExifBlock() {}

    /**
     * Finds the first one.
     *
     * @throws io.tagstream.failure.Failure IMAGE_CORRUPT where the file's structure ends before it
     */
    static Optional<ByteBuffer> find(byte[] file, ImageFormat format) {
        return switch (format) {
            case JPEG -> inJpeg(file);
            case PNG -> inPng(file);
            case WEBP -> inWebp(file);
            case TIFF -> Optional.of(ByteBuffer.wrap(file));
            case HEIC, AVIF -> inBoxes(file);
            case GIF, BMP -> Optional.empty();
        };
    }

    private static Optional<ByteBuffer> inJpeg(byte[] file) {
        JpegMarkers markers = new JpegMarkers(file);
        int marker = markers.advance();
        while (marker != JpegMarkers.START_OF_SCAN && marker != JpegMarkers.END_OF_IMAGE) {
            if (marker == JpegMarkers.APP1 && isPrefixed(file, markers.bodyStart(), markers.bodyEnd())) {
                return block(file, markers.bodyStart(), markers.bodyEnd());
            }
            marker = markers.advance();
        }
        return Optional.empty();
    }

    private static Optional<ByteBuffer> inPng(byte[] file) {
        PngChunks chunks = new PngChunks(file);
        for (int type = chunks.advance(); type != PngChunks.IEND; type = chunks.advance()) {
            if (type == PngChunks.EXIF) {
                return block(file, chunks.dataStart(), chunks.dataEnd());
            }
        }
        return Optional.empty();
    }

    private static Optional<ByteBuffer> inWebp(byte[] file) {
        WebpChunks chunks =
                new WebpChunks(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN), RIFF_BYTES, file.length);
        while (chunks.advance()) {
            if (chunks.type() == WebpChunks.EXIF) {
                return block(file, chunks.dataStart(), chunks.dataEnd());
            }
        }
        return Optional.empty();
    }

    /**
     * The item's place is said in three boxes that point at each other. Its first ten bytes are as good: they do not occur by chance.
     * An item without them, which is allowed and rare, is not found.
     */
    private static Optional<ByteBuffer> inBoxes(byte[] file) {
        for (int i = 0; i + PREFIX.length + TiffTags.HEADER_BYTES <= file.length; i++) {
            if (file[i] == PREFIX[0]
                    && isPrefixed(file, i, file.length)
                    && TiffTags.startsAt(file, i + PREFIX.length)) {
                return block(file, i, file.length);
            }
        }
        return Optional.empty();
    }

    private static boolean isPrefixed(byte[] file, int from, int to) {
        return to - from > PREFIX.length && Arrays.equals(file, from, from + PREFIX.length, PREFIX, 0, PREFIX.length);
    }

    private static Optional<ByteBuffer> block(byte[] file, int from, int to) {
        int start = isPrefixed(file, from, to) ? from + PREFIX.length : from;
        return Optional.of(ByteBuffer.wrap(file, start, to - start).slice());
    }
}
