package io.tagstream.search;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * A page of photos.
 *
 * @param photos the most relevant first; newest first where nothing in particular was looked for
 * @param next cursor of the next page; absent if there is none
 * @param nearness how they were looked for; absent where nothing in particular was
 * @param understood what was made of the request
 */
public record FoundPage(List<Photo> photos, Optional<String> next, Optional<Nearness> nearness, Understood understood) {

    public FoundPage {
        photos = List.copyOf(photos);
    }

    /**
     * A photo that was found.
     *
     * @param number its photo_no
     * @param match how well it fits; absent where nothing in particular was looked for
     * @param takenAt by the camera's clock
     * @param tags given in the release in force, without those above them, the most confident first
     */
    public record Photo(
            long number,
            String id,
            Optional<Match> match,
            Optional<String> owner,
            String format,
            int width,
            int height,
            Optional<LocalDateTime> takenAt,
            Optional<Instant> uploadedAt,
            List<GivenTag> tags) {

        public Photo {
            tags = List.copyOf(tags);
        }
    }

    /**
     * How well a photo fits.
     *
     * @param relevance 0 to 1; docs/search.md says what of
     */
    public record Match(double relevance, double cosine) {}

    /**
     * A tag that a photo has.
     *
     * @param origin model, learned or human
     */
    public record GivenTag(String id, String name, String facet, float confidence, String origin) {}

    /**
     * How photos were looked for.
     *
     * @param cutOff relevance below which nothing is shown
     * @param isOurs whether it is our cut-off, and not one that the request named
     * @param compared photos that were compared one by one, beside those that an index led to
     * @param complete false if a bound ended the search before the page was full
     */
    public record Nearness(
            double cutOff, boolean isOurs, NearestPhotos.Way way, long compared, boolean complete, String model) {}

    /**
     * What was made of the request.
     *
     * @param text what the model was asked, if anything
     * @param photo id of the photo that was to be resembled, if any
     * @param filter from the text and from the other fields; tags by their ids
     */
    public record Understood(Optional<String> text, Optional<String> photo, Filter filter) {}
}
