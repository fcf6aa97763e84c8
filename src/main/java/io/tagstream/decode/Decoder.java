package io.tagstream.decode;

import io.tagstream.clip.vision.RgbImage;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;

/**
 * From a file's bytes to upright RGB pixels. Blocks a processor, not a disk: meant for a fixed pool of as many threads as there are
 * cores. A truncated file is refused, never half shown; damage within a JPEG that has its end is filled in by libjpeg, as in Pillow.
 */
public final class Decoder {

    /** Twice the model's size leaves its own antialiased resize enough to work with: nearly all values stay within 1 of 255. */
    private static final int SPARE = 2;

    private final DecodeLimits limits;
    private final int modelSize;
    private final HeifProgram heifProgram;

    /** @param modelSize pixels of a side of the model's square input */
    public Decoder(DecodeLimits limits, int modelSize) {
        this(limits, modelSize, HeifProgram.installed());
    }

    Decoder(DecodeLimits limits, int modelSize, HeifProgram heifProgram) {
        if (modelSize < 1) {
            throw new IllegalArgumentException("modelSize %d is not at least 1".formatted(modelSize));
        }
        this.limits = limits;
        this.modelSize = modelSize;
        this.heifProgram = heifProgram;
    }

    /** Loads what is native now, instead of with the first photo. */
    public Decoder warmedUp() {
        Codec.load();
        return this;
    }

    /** The same, for pictures that are looked at in another size: what is asked for here is what the shorter side keeps. */
    public Decoder keeping(int shorterSide) {
        return new Decoder(limits, Math.ceilDiv(shorterSide, SPARE), heifProgram);
    }

    /** Whether HEIC and AVIF can be decoded here, or are rejected with IMAGE_DECODER_MISSING. */
    public boolean decodesHeif() {
        return heifProgram.path().isPresent();
    }

    /**
     * Decodes one photo.
     *
     * @throws Failure IMAGE_FORMAT_UNSUPPORTED, IMAGE_DECODER_MISSING, IMAGE_TOO_MANY_PIXELS, IMAGE_SIDE_TOO_LONG, IMAGE_CORRUPT or
     *     IMAGE_DECODE_TIMEOUT, the last for HEIC and AVIF only
     */
    public DecodedPhoto decode(byte[] bytes) {
        PictureFile file = PictureFile.read(bytes, limits);
        RgbImage image = pixelsOrRejected(file);
        boolean swapped = Upright.swapsSides(file.orientation());
        return new DecodedPhoto(
                image,
                file.format(),
                swapped ? file.height() : file.width(),
                swapped ? file.width() : file.height(),
                file.orientation());
    }

    /** What does not fit is the picture's own large arrays; when they are given up, there is room again for everybody else. */
    private RgbImage pixelsOrRejected(PictureFile file) {
        try {
            return pixels(file);
        } catch (OutOfMemoryError e) {
            throw new Failure(
                    FailureCode.IMAGE_TOO_MANY_PIXELS,
                    "%,d × %,d pixels take more memory than this worker has left"
                            .formatted(file.width(), file.height()),
                    e);
        }
    }

    private RgbImage pixels(PictureFile file) {
        return switch (file) {
            case JpegFile jpeg -> pixels(jpeg, jpeg.reduction(SPARE * modelSize, limits));
            case CodecFile whole -> Codec.decode(whole, 1);
            case GifFile gif -> gif.decode();
            case BmpFile bmp -> bmp.decode();
            case TiffFile tiff -> Codec.upright(tiff.decode(), tiff.orientation());
            case HeifFile heif ->
                heifProgram.decode(heif, Reduction.leaving(SPARE * modelSize, heif.width(), heif.height()), limits);
        };
    }

    /** Inks that are decoded reduced may be one off Pillow's, as reduced pixels are anyway. */
    private static RgbImage pixels(JpegFile jpeg, int reduction) {
        return jpeg.isInk() && reduction == 1
                ? Codec.upright(InkJpeg.decode(jpeg), jpeg.orientation())
                : Codec.decode(jpeg, reduction);
    }
}
