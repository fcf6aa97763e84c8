package io.tagstream.decode;

import java.nio.ByteBuffer;

/** What a file says of itself, checked to be complete and within the limits before anything is decoded. */
sealed interface PictureFile permits JpegFile, PngFile {

    ImageFormat format();

    /** Pixels as stored, before the orientation is applied. */
    int width();

    /** Pixels as stored, before the orientation is applied. */
    int height();

    /** EXIF's, 1 to 8. */
    int orientation();

    /** At most how many bytes {@link #writeTo} writes. */
    int length();

    /** Writes what a codec needs of the file, without what it only might trip over. */
    void writeTo(ByteBuffer codecInput);
}
