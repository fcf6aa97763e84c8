package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;

import io.tagstream.failure.Failure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A WebP's picture, or the first of its frames.
 *
 * <p>The codec gets a plain file around the one chunk that carries colours. Alpha in a chunk of its own, animation, profiles and texts
 * stay behind: none of them changes a colour.
 *
 * @param frame the chunk with the pixels, header included
 * @param left where the frame stands on the canvas
 * @param top where the frame stands on the canvas
 */
record WebpFile(
        int width, int height, int orientation, ByteBuffer frame, int frameWidth, int frameHeight, int left, int top)
        implements CodecFile {

    private static final int RIFF_BYTES = 12;
    private static final int RIFF = 0x46464952;
    private static final int WEBP = 0x50424557;

    /**
     * Walks through the chunks.
     *
     * @throws Failure IMAGE_CORRUPT, or what the limits say
     */
    static WebpFile read(byte[] bytes, DecodeLimits limits) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long length = Integer.toUnsignedLong(file.getInt(4)) + 8;
        if (length > bytes.length) {
            throw new Failure(
                    IMAGE_CORRUPT,
                    "the WebP is truncated: it has %,d bytes and should have %,d".formatted(bytes.length, length));
        }
        WebpChunks chunks = new WebpChunks(file, RIFF_BYTES, (int) Math.max(length, RIFF_BYTES));
        int canvasWidth = 0;
        int canvasHeight = 0;
        int orientation = ExifOrientation.UPRIGHT;
        Optional<WebpFrame> frame = Optional.empty();
        while (chunks.advance()) {
            switch (chunks.type()) {
                case WebpChunks.VP8X -> {
                    chunks.requireData(10);
                    canvasWidth = chunks.dataInt24(4) + 1;
                    canvasHeight = chunks.dataInt24(7) + 1;
                    limits.check(canvasWidth, canvasHeight);
                }
                case WebpChunks.VP8, WebpChunks.VP8L -> frame = frame.or(() -> Optional.of(WebpFrame.still(chunks)));
                case WebpChunks.ANMF -> frame = frame.or(() -> Optional.of(WebpFrame.ofAnimation(chunks)));
                case WebpChunks.EXIF ->
                    orientation = ExifOrientation.readWithPrefix(bytes, chunks.dataStart(), chunks.dataEnd());
                default -> {} // nothing that changes a colour
            }
        }
        WebpFrame first = frame.orElseThrow(() -> new Failure(IMAGE_CORRUPT, "the WebP holds no picture"));
        int width = canvasWidth > 0 ? canvasWidth : first.width();
        int height = canvasHeight > 0 ? canvasHeight : first.height();
        limits.check(width, height);
        first.requireWithin(width, height);
        return new WebpFile(
                width, height, orientation, first.chunk(), first.width(), first.height(), first.left(), first.top());
    }

    /** Whether there is canvas beside the frame; it stays black, as transparent pixels do without their alpha. */
    boolean isPartOfCanvas() {
        return frameWidth != width || frameHeight != height;
    }

    @Override
    public ImageFormat format() {
        return ImageFormat.WEBP;
    }

    @Override
    public int length() {
        return RIFF_BYTES + frame.limit();
    }

    @Override
    public void writeTo(ByteBuffer codecInput) {
        ByteOrder order = codecInput.order();
        codecInput
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(RIFF)
                .putInt(4 + frame.limit())
                .putInt(WEBP);
        codecInput.put(frame.duplicate()).order(order);
    }
}
