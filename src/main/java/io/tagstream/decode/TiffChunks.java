package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;

import io.tagstream.failure.Failure;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A TIFF's strips or tiles, and how they are packed. Each is unpacked to exactly the bytes that it has to have, never more. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TiffChunks(
        byte[] bytes,
        TiffLayout layout,
        TiffPacking packing,
        boolean differences,
        boolean reversed,
        ByteOrder order,
        int[] offsets,
        int[] lengths,
        TiffJpeg jpeg) {

    private static final int COMPRESSION = 259;
    private static final int FILL_ORDER = 266;
    private static final int STRIP_OFFSETS = 273;
    private static final int STRIP_LENGTHS = 279;
    private static final int PREDICTOR = 317;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_LENGTHS = 325;

    static TiffChunks read(byte[] bytes, TiffDirectory directory, TiffLayout layout) {
        TiffPacking packing = TiffPacking.of(directory.number(COMPRESSION, 1));
        int predictor = directory.number(PREDICTOR, 1);
        TiffFile.requireSupported(
                predictor == 1 || (predictor == 2 && layout.bits() >= 8),
                "predictor %d at %d bits".formatted(predictor, layout.bits()));
        long[] offsets =
                directory.numbers(layout.tiled() && directory.has(TILE_OFFSETS) ? TILE_OFFSETS : STRIP_OFFSETS);
        long[] lengths =
                directory.numbers(layout.tiled() && directory.has(TILE_LENGTHS) ? TILE_LENGTHS : STRIP_LENGTHS);
        require(offsets.length >= layout.chunks(), "it has fewer strips or tiles than its picture");
        if (lengths.length == 0 && layout.chunks() == 1) {
            lengths = new long[] {bytes.length - offsets[0]};
        }
        require(lengths.length >= layout.chunks(), "its strips or tiles have no lengths");
        requireInside(bytes.length, offsets, lengths, layout.chunks());
        return new TiffChunks(
                bytes,
                layout,
                packing,
                predictor == 2 && packing.mayHaveDifferences(),
                directory.number(FILL_ORDER, 1) == 2,
                directory.order(),
                Arrays.stream(offsets)
                        .limit(layout.chunks())
                        .mapToInt(Math::toIntExact)
                        .toArray(),
                Arrays.stream(lengths)
                        .limit(layout.chunks())
                        .mapToInt(Math::toIntExact)
                        .toArray(),
                TiffJpeg.read(directory, layout));
    }

    /** Chunks that share bytes would let a small file ask for work without end. */
    private static void requireInside(int fileBytes, long[] offsets, long[] lengths, int chunks) {
        long sum = 0;
        for (int i = 0; i < chunks; i++) {
            require(
                    lengths[i] >= 0 && offsets[i] + lengths[i] <= fileBytes,
                    "it is truncated: a strip or tile is beyond its end");
            sum += lengths[i];
        }
        require(sum <= fileBytes, "its strips or tiles overlap");
    }

    boolean isJpeg() {
        return packing == TiffPacking.JPEG;
    }

    /** A chunk's samples, big-endian or little-endian as the file is, row after row. */
    byte[] samples(int chunk) {
        int rows = layout.rows(chunk);
        if (isJpeg()) {
            return jpeg.samples(bytes, offsets[chunk], lengths[chunk], rows);
        }
        byte[] samples = new byte[Math.multiplyExact(rows, layout.rowBytes())];
        if (reversed) {
            packing.unpack(mirrored(chunk), 0, lengths[chunk], samples);
        } else {
            packing.unpack(bytes, offsets[chunk], lengths[chunk], samples);
        }
        if (differences) {
            sum(samples, rows);
        }
        return samples;
    }

    /** A chunk whose bytes begin with their lowest bit, as fax machines liked it. */
    private byte[] mirrored(int chunk) {
        byte[] mirrored = Arrays.copyOfRange(bytes, offsets[chunk], offsets[chunk] + lengths[chunk]);
        for (int i = 0; i < mirrored.length; i++) {
            mirrored[i] = (byte) (Integer.reverse(mirrored[i]) >>> 24);
        }
        return mirrored;
    }

    /** The horizontal predictor: each sample is stored as its difference to the one before. */
    private void sum(byte[] samples, int rows) {
        int step = layout.samplesTogether();
        int row = layout.rowBytes();
        for (int y = 0; y < rows; y++) {
            if (layout.bits() == 8) {
                for (int i = y * row + step; i < (y + 1) * row; i++) {
                    samples[i] += samples[i - step];
                }
            } else {
                sum16(samples, y * row, (y + 1) * row, 2 * step);
            }
        }
    }

    private void sum16(byte[] samples, int from, int to, int step) {
        int high = order == ByteOrder.BIG_ENDIAN ? 0 : 1;
        for (int i = from + step; i + 1 < to; i += 2) {
            int sum = word(samples, i, high) + word(samples, i - step, high);
            samples[i + high] = (byte) (sum >> 8);
            samples[i + 1 - high] = (byte) sum;
        }
    }

    private static int word(byte[] samples, int at, int high) {
        return ((samples[at + high] & 0xFF) << 8) | (samples[at + 1 - high] & 0xFF);
    }

    private static void require(boolean fits, String otherwise) {
        if (!fits) {
            throw new Failure(IMAGE_CORRUPT, "the TIFF is damaged: " + otherwise);
        }
    }
}
