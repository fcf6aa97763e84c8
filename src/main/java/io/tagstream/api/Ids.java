package io.tagstream.api;

import io.tagstream.catalog.PhotoRepository;
import io.tagstream.catalog.PhotoRow;
import io.tagstream.photo.PhotoId;
import java.util.regex.Pattern;

/** Names of things as callers write them. What cannot be one is found out here, since the database does not take every text. */
final class Ids {

    private static final Pattern TAG = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private Ids() {}

    static PhotoId photo(String id) {
        try {
            return new PhotoId(id);
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound("no photo has such an id: " + e.getMessage());
        }
    }

    /** The photo of an id, whatever became of it. */
    static PhotoRow known(PhotoRepository photos, String id) {
        return photos.findByPhotoId(photo(id).value())
                .orElseThrow(() -> ProblemException.notFound("no event about photo " + id + " has been processed"));
    }

    static boolean isTag(String id) {
        return TAG.matcher(id).matches();
    }
}
