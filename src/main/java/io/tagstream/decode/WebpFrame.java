package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;

import io.tagstream.failure.Failure;
import java.nio.ByteBuffer;

/**
 * One picture of a WebP.
 *
 * @param chunk VP8 or VP8L, header included
 */
record WebpFrame(ByteBuffer chunk, int width, int height, int left, int top) {

    private static final int ANMF_HEADER_BYTES = 16;
    private static final int VP8_START_CODE = 0x2A019D;
    private static final int VP8L_SIGNATURE = 0x2F;

    /** The chunk that the walk is at. */
    static WebpFrame still(WebpChunks chunks) {
        return at(chunks, 0, 0);
    }

    /** The picture within the animation frame that the walk is at. */
    static WebpFrame ofAnimation(WebpChunks chunks) {
        chunks.requireData(ANMF_HEADER_BYTES);
        int left = 2 * chunks.dataInt24(0);
        int top = 2 * chunks.dataInt24(3);
        WebpChunks parts = chunks.within(ANMF_HEADER_BYTES);
        while (parts.advance()) {
            if (parts.type() == WebpChunks.VP8 || parts.type() == WebpChunks.VP8L) {
                return at(parts, left, top);
            }
        }
        throw new Failure(IMAGE_CORRUPT, "the WebP's first frame holds no picture");
    }

    private static WebpFrame at(WebpChunks chunks, int left, int top) {
        if (chunks.type() == WebpChunks.VP8) {
            chunks.requireData(10);
            require(chunks.dataInt24(3) == VP8_START_CODE);
            // the upper two bits ask for scaling when shown, which nobody does
            return new WebpFrame(chunks.whole(), chunks.dataShort(6) & 0x3FFF, chunks.dataShort(8) & 0x3FFF, left, top);
        }
        chunks.requireData(5);
        require(chunks.dataByte(0) == VP8L_SIGNATURE);
        int sides = chunks.dataInt(1);
        return new WebpFrame(chunks.whole(), (sides & 0x3FFF) + 1, ((sides >> 14) & 0x3FFF) + 1, left, top);
    }

    void requireWithin(int canvasWidth, int canvasHeight) {
        if (width < 1 || height < 1 || width > canvasWidth - left || height > canvasHeight - top) {
            throw new Failure(IMAGE_CORRUPT, "the WebP's frame does not fit its canvas");
        }
    }

    private static void require(boolean fits) {
        if (!fits) {
            throw new Failure(IMAGE_CORRUPT, "the WebP's picture does not start as one");
        }
    }
}
