package io.tagstream.photo;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A photo to catalogue.
 *
 * @param source where its bytes are; the scheme decides who fetches them
 * @param attributes what else the uploader wants kept, unread by us
 */
public record PhotoUpload(
        PhotoId id,
        URI source,
        Optional<String> owner,
        Optional<Instant> uploadedAt,
        Optional<String> contentType,
        Map<String, String> attributes)
        implements PhotoChange {

    public PhotoUpload {
        attributes = Map.copyOf(attributes);
    }

    /** Its source as rows and events may show it: without passwords and signatures. */
    public String publishedSource() {
        return SourceName.published(source);
    }

    /** Only what identifies it, for when the rest is what could not be stored. */
    public PhotoUpload bare() {
        return new PhotoUpload(id, source, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }
}
