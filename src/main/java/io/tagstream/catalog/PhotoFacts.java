package io.tagstream.catalog;

import io.tagstream.decode.Exif;
import io.tagstream.decode.PictureCells;
import io.tagstream.photo.ContentHash;
import java.util.Optional;

/**
 * What the bytes themselves say.
 *
 * @param byteSize of the file
 * @param format JPEG, PNG, …
 * @param width pixels, upright
 * @param height pixels, upright
 * @param orientation EXIF's, 1 to 8, as the file had it
 * @param perceptualHash 64 bits; two pictures that differ in few of them look alike
 * @param exif what the camera said, with its position only where that is wanted
 * @param cells the picture as a small mosaic; absent where it was not looked at, as when facts are read back to be announced
 */
public record PhotoFacts(
        ContentHash hash,
        long byteSize,
        String format,
        int width,
        int height,
        int orientation,
        long perceptualHash,
        Exif exif,
        Optional<PictureCells> cells) {

    /** Facts without a mosaic. */
    public PhotoFacts(
            ContentHash hash,
            long byteSize,
            String format,
            int width,
            int height,
            int orientation,
            long perceptualHash,
            Exif exif) {
        this(hash, byteSize, format, width, height, orientation, perceptualHash, exif, Optional.empty());
    }
}
