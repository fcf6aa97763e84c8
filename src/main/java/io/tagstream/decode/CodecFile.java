package io.tagstream.decode;

import java.nio.ByteBuffer;

/** A file that OpenCV decodes. */
sealed interface CodecFile extends PictureFile permits JpegFile, PngFile, WebpFile {

    /** At most how many bytes {@link #writeTo} writes. */
    int length();

    /** Writes what a codec needs of the file, without what it only might trip over. */
    void writeTo(ByteBuffer codecInput);

    /** Grey of 16 bits, which has to come from the codec as it is. */
    default boolean isDeepGrey() {
        return false;
    }
}
