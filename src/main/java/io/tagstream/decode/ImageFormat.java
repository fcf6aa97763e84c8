package io.tagstream.decode;

/** The formats that are decoded; of one that can move, the first frame. */
public enum ImageFormat {
    JPEG,
    PNG,
    WEBP,
    GIF,
    BMP,
    TIFF,
    /** Any HEIF picture that does not say it is AV1: HEVC is what cameras write. */
    HEIC,
    AVIF
}
