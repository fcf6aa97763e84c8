package io.tagstream.page;

import io.tagstream.catalog.PhotoSources;

/** Makes a picture from a photo's source. */
@FunctionalInterface
interface PictureMaker {

    /**
     * Makes it; takes as long as the source does.
     *
     * @return a JPEG
     * @throws io.tagstream.failure.Failure for what the flow would reject the photo, or SOURCE_CHANGED if it has other bytes now
     */
    byte[] make(PhotoSources.Known photo, PictureSize size);
}
