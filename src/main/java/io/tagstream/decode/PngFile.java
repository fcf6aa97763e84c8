package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;

import io.tagstream.failure.Failure;
import java.nio.ByteBuffer;

/**
 * A PNG from its signature to its end chunk.
 *
 * <p>The codec gets the chunks that carry pixels and no others: colour profiles, texts that unpack to megabytes, animation and
 * transparency (which is dropped, as Pillow's {@code convert("RGB")} does) are nothing it could trip over.
 *
 * @param length bytes up to and with the end chunk
 * @param isDeepGrey whether it is grey of 16 bits
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PngFile(byte[] bytes, int length, int width, int height, int orientation, boolean isDeepGrey)
        implements CodecFile {

    private static final int HEADER_BYTES = 13;

    /** The colour type without colour and without alpha. */
    private static final int GREY = 0;

    /**
     * Reads the header and walks on to the end, checking each chunk that carries pixels.
     *
     * @throws Failure IMAGE_CORRUPT, or what the limits say
     */
    static PngFile read(byte[] bytes, DecodeLimits limits) {
        PngChunks chunks = new PngChunks(bytes);
        requireHeader(chunks);
        int width = chunks.dataInt(0);
        int height = chunks.dataInt(4);
        if (width < 1 || height < 1) {
            throw new Failure(IMAGE_CORRUPT, "the PNG's header gives a side of no or too many pixels");
        }
        boolean deepGrey = chunks.dataByte(8) == 16 && chunks.dataByte(9) == GREY;
        limits.check(width, height);
        int orientation = ExifOrientation.UPRIGHT;
        for (int type = chunks.advance(); type != PngChunks.IEND; type = chunks.advance()) {
            if (type == PngChunks.EXIF) {
                orientation = ExifOrientation.read(bytes, chunks.dataStart(), chunks.dataEnd());
            } else if ((type == PngChunks.TEXT || type == PngChunks.ZTXT) && orientation == ExifOrientation.UPRIGHT) {
                orientation =
                        PngRawProfile.orientation(bytes, chunks.dataStart(), chunks.dataEnd(), type == PngChunks.ZTXT);
            } else if (type == PngChunks.PLTE || type == PngChunks.IDAT) {
                chunks.requireIntact();
            } else if (!PngChunks.isAncillary(type)) {
                throw new Failure(IMAGE_CORRUPT, "the PNG has a critical chunk that nobody knows");
            }
        }
        return new PngFile(bytes, chunks.end(), width, height, orientation, deepGrey);
    }

    private static void requireHeader(PngChunks chunks) {
        boolean header = chunks.advance() == PngChunks.IHDR && chunks.dataEnd() - chunks.dataStart() == HEADER_BYTES;
        if (!header) {
            throw new Failure(IMAGE_CORRUPT, "the PNG does not start with its header");
        }
        chunks.requireIntact();
    }

    @Override
    public ImageFormat format() {
        return ImageFormat.PNG;
    }

    @Override
    public void writeTo(ByteBuffer codecInput) {
        codecInput.put(bytes, 0, PngChunks.SIGNATURE_BYTES);
        PngChunks chunks = new PngChunks(bytes);
        while (chunks.end() < length) {
            if (!PngChunks.isAncillary(chunks.advance())) {
                codecInput.put(bytes, chunks.start(), chunks.end() - chunks.start());
            }
        }
    }
}
