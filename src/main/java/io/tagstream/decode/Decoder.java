package io.tagstream.decode;

import io.tagstream.clip.vision.RgbImage;
import io.tagstream.failure.Failure;

/**
 * From a file's bytes to upright RGB pixels. Blocks a processor, not a disk: meant for a fixed pool of as many threads as there are
 * cores. A truncated file is refused, never half shown; damage within a JPEG that has its end is filled in by libjpeg, as in Pillow.
 */
public final class Decoder {

    /** Twice the model's size leaves its own antialiased resize enough to work with: nearly all values stay within 1 of 255. */
    private static final int SPARE = 2;

    private final DecodeLimits limits;
    private final int modelSize;

    /** @param modelSize pixels of a side of the model's square input */
    public Decoder(DecodeLimits limits, int modelSize) {
        if (modelSize < 1) {
            throw new IllegalArgumentException("modelSize %d is not at least 1".formatted(modelSize));
        }
        this.limits = limits;
        this.modelSize = modelSize;
    }

    /** Loads what is native now, instead of with the first photo. */
    public Decoder warmedUp() {
        Codec.load();
        return this;
    }

    /**
     * Decodes one photo.
     *
     * @throws Failure IMAGE_FORMAT_UNSUPPORTED, IMAGE_TOO_MANY_PIXELS, IMAGE_SIDE_TOO_LONG or IMAGE_CORRUPT. There is no
     *     IMAGE_DECODE_TIMEOUT here: native code cannot be stopped in-process, the limits bound what it gets to do
     */
    public DecodedPhoto decode(byte[] bytes) {
        PictureFile file =
                switch (Signature.formatOf(bytes)) {
                    case JPEG -> JpegFile.read(bytes, limits);
                    case PNG -> PngFile.read(bytes, limits);
                };
        RgbImage image = Codec.decode(file, reduction(file));
        boolean swapped = Upright.swapsSides(file.orientation());
        return new DecodedPhoto(
                image,
                file.format(),
                swapped ? file.height() : file.width(),
                swapped ? file.width() : file.height(),
                file.orientation());
    }

    /** A JPEG shrinks for free while it is decoded; other formats would have to be decoded whole first. */
    private int reduction(PictureFile file) {
        return switch (file) {
            case PngFile _ -> 1;
            case JpegFile jpeg -> {
                int reduction = 8;
                while (reduction > 1 && Math.min(jpeg.width(), jpeg.height()) / reduction < SPARE * modelSize) {
                    reduction /= 2;
                }
                yield reduction;
            }
        };
    }
}
