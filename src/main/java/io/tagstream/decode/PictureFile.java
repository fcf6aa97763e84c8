package io.tagstream.decode;

/** What a file says of itself, checked to be within the limits, and complete as far as can be told, before anything is decoded. */
sealed interface PictureFile permits CodecFile, GifFile, BmpFile, TiffFile, HeifFile {

    /**
     * Reads the structure of a file; which one, its first bytes say.
     *
     * @throws io.tagstream.failure.Failure IMAGE_FORMAT_UNSUPPORTED, IMAGE_CORRUPT, or what the limits say
     */
    static PictureFile read(byte[] bytes, DecodeLimits limits) {
        ImageFormat format = Signature.formatOf(bytes);
        return switch (format) {
            case JPEG -> JpegFile.read(bytes, limits);
            case PNG -> PngFile.read(bytes, limits);
            case WEBP -> WebpFile.read(bytes, limits);
            case GIF -> GifFile.read(bytes, limits);
            case BMP -> BmpFile.read(bytes, limits);
            case TIFF -> TiffFile.read(bytes, limits);
            case HEIC, AVIF -> HeifFile.read(bytes, format, limits);
        };
    }

    ImageFormat format();

    /** Pixels as stored, before the orientation is applied. */
    int width();

    /** Pixels as stored, before the orientation is applied. */
    int height();

    /** EXIF's, 1 to 8. */
    int orientation();
}
