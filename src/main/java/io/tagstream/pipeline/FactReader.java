package io.tagstream.pipeline;

import io.tagstream.catalog.PhotoFacts;
import io.tagstream.decode.DecodedPhoto;
import io.tagstream.decode.Exif;
import io.tagstream.decode.PerceptualHash;
import io.tagstream.decode.PictureCells;
import io.tagstream.fetch.PhotoContent;
import java.util.Optional;

/**
 * Collects what a file says of its picture.
 *
 * @param positions whether to keep where the camera was, which is personal data
 */
public record FactReader(boolean positions) {

    /** Belongs to the decoding threads: it goes over the whole picture once. */
    public PhotoFacts read(PhotoContent content, DecodedPhoto photo) {
        Exif exif = Exif.of(content.bytes(), photo.format());
        return new PhotoFacts(
                content.hash(),
                content.bytes().length,
                photo.format().name(),
                photo.width(),
                photo.height(),
                photo.orientation(),
                PerceptualHash.of(photo.image()),
                positions ? exif : exif.withoutPosition(),
                Optional.of(PictureCells.of(photo.image())));
    }
}
