package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;
import static io.tagstream.failure.FailureCode.IMAGE_TOO_MANY_PIXELS;

import io.tagstream.failure.Failure;

/**
 * How a TIFF's samples are laid out: in chunks, which are tiles or strips, from left to right and top to bottom, and if samples do
 * not come together, all chunks of the first sample before those of the second.
 *
 * @param bits of a sample
 * @param samples of a pixel
 * @param planar whether each sample has chunks of its own
 * @param tiled whether every chunk has all of its pixels; the last strip may be shorter
 */
record TiffLayout(
        int width, int height, int bits, int samples, boolean planar, boolean tiled, int chunkWidth, int chunkHeight) {

    private static final int ROWS_PER_STRIP = 278;
    private static final int PLANAR = 284;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;

    static TiffLayout read(TiffDirectory directory, int width, int height, int samples, int bits, DecodeLimits limits) {
        boolean tiled = directory.has(TILE_WIDTH);
        int rows = directory.number(ROWS_PER_STRIP, height);
        int chunkWidth = tiled ? directory.number(TILE_WIDTH, 0) : width;
        int chunkHeight = tiled ? directory.number(TILE_HEIGHT, 0) : rows < 0 ? height : Math.min(rows, height);
        if (chunkWidth < 1 || chunkHeight < 1) {
            throw new Failure(IMAGE_CORRUPT, "the TIFF's strips or tiles have no pixels");
        }
        boolean planar = directory.number(PLANAR, 1) == 2 && samples > 1;
        TiffLayout layout = new TiffLayout(width, height, bits, samples, planar, tiled, chunkWidth, chunkHeight);
        if (tiled) { // what sticks out of the picture is work, too
            limits.check(chunkWidth, chunkHeight);
            limits.check(
                    Math.multiplyExact(layout.across(), chunkWidth), Math.multiplyExact(layout.down(), chunkHeight));
        }
        if ((long) layout.rowBytes() * chunkHeight > Integer.MAX_VALUE - 16) {
            throw new Failure(IMAGE_TOO_MANY_PIXELS, "the TIFF's strips or tiles are larger than a Java array");
        }
        return layout;
    }

    int across() {
        return Math.ceilDiv(width, chunkWidth);
    }

    int down() {
        return Math.ceilDiv(height, chunkHeight);
    }

    int planes() {
        return planar ? samples : 1;
    }

    int chunks() {
        return across() * down() * planes();
    }

    int samplesTogether() {
        return planar ? 1 : samples;
    }

    int rowBytes() {
        return Math.toIntExact(((long) chunkWidth * samplesTogether() * bits + 7) / 8);
    }

    /** Rows of a chunk: those of the last strip end with the picture. */
    int rows(int chunk) {
        int top = chunk / across() % down() * chunkHeight;
        return tiled ? chunkHeight : Math.min(chunkHeight, height - top);
    }
}
