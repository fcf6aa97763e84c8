package io.tagstream.decode;

/** The formats that are decoded. */
public enum ImageFormat {
    JPEG,
    PNG
}
