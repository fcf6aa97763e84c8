package io.tagstream.album;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * A selection in albums. The same photos with the same embeddings and tags make the same ones, whatever order they came in.
 *
 * @param way how they were made
 * @param photos of the selection
 * @param model whose space they lie in
 * @param albums the largest first
 * @param outside photos that are in none, by id
 */
public record Albums(Way way, int photos, String model, List<Album> albums, List<String> outside) {

    public Albums {
        albums = List.copyOf(albums);
        outside = List.copyOf(outside);
    }

    /** How photos are put together. */
    public enum Way {
        /** Where photos lie densely, as many albums as there are such places: HDBSCAN*. */
        DENSITY,
        /** All photos into a number of albums: k-means. */
        PARTS
    }

    /**
     * Photos that belong together.
     *
     * @param name unique among the albums
     * @param tags that set it apart, those of its name first; none if its photos have no tags
     * @param density mean cosine of its photos with its centre: 1 if all are the same
     * @param from of the earliest photo, by the camera's clock
     * @param photos ids, the most central first
     */
    public record Album(
            String name,
            List<AlbumTag> tags,
            double density,
            Optional<LocalDateTime> from,
            Optional<LocalDateTime> until,
            List<String> photos) {

        public Album {
            tags = List.copyOf(tags);
            photos = List.copyOf(photos);
        }
    }

    /**
     * A tag of an album.
     *
     * @param share of the album's photos that have it or a tag below it, 0 to 1
     * @param lift how many times oftener than in the whole selection
     */
    public record AlbumTag(String id, String name, double share, double lift) {}
}
