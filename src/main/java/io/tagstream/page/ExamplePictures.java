package io.tagstream.page;

import io.tagstream.catalog.PhotoRepository;
import io.tagstream.photo.ContentHash;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Addresses of thumbnails of photos that are known by their ids. */
@Singleton
final class ExamplePictures {

    private final PhotoRepository photos;

    ExamplePictures(PhotoRepository photos) {
        this.photos = photos;
    }

    /** By photo id; photos that are gone, or were never seen, are left out. */
    Map<String, String> of(Collection<String> ids) {
        Map<String, String> addresses = new HashMap<>();
        photos.list("photoId in ?1 and contentSha256 is not null", ids)
                .forEach(photo -> addresses.put(
                        photo.photoId,
                        PagePaths.picture(
                                photo.number,
                                Optional.ofNullable(photo.contentSha256).map(ContentHash::ofDigest),
                                PictureSize.SMALL)));
        return addresses;
    }
}
