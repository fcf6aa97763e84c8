package io.tagstream.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagstream.album.Albums;
import io.tagstream.album.Albums.Album;
import io.tagstream.album.Albums.AlbumTag;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What {@code /albums} answers, and {@code tagstream albums --json}. */
public record AlbumsView(
        @Schema(
                description =
                        "density (as many albums as there are dense places) or parts (all photos into a number of albums)")
        String way,

        @Schema(description = "Of the selection") int photos,
        String model,

        @Schema(description = "The largest first") List<AlbumView> albums,

        @Schema(description = "Photos that are in no album") OutsideView outside) {

    /** An album; numbers are of all of it, photos the most central ones. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record AlbumView(
            @Schema(description = "After the tags that set it apart; unique in the answer")
            String name,

            int size,

            @Schema(description = "Mean cosine with the centre: 1 if all photos are the same")
            double density,

            @Schema(description = "Of the earliest photo, by the camera's clock", type = SchemaType.STRING)
            Optional<String> takenFrom,

            @Schema(description = "Of the latest one", type = SchemaType.STRING)
            Optional<String> takenUntil,

            @Schema(description = "Those of the name first") List<AlbumTagView> tags,

            @Schema(description = "Ids, the most central first")
            List<String> photos) {

        private static AlbumView of(Album album, int shown) {
            return new AlbumView(
                    album.name(),
                    album.photos().size(),
                    album.density(),
                    album.from().map(AlbumView::local),
                    album.until().map(AlbumView::local),
                    album.tags().stream().map(AlbumTagView::of).toList(),
                    first(album.photos(), shown));
        }

        private static String local(LocalDateTime time) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
        }
    }

    /** A tag of an album. */
    public record AlbumTagView(
            String id,
            String name,

            @Schema(description = "Of the album's photos, how many have it or a tag below it, 0 to 1")
            double share,

            @Schema(description = "How many times oftener than in the whole selection")
            double lift) {

        private static AlbumTagView of(AlbumTag tag) {
            return new AlbumTagView(tag.id(), tag.name(), tag.share(), tag.lift());
        }
    }

    /** What lies outside of all albums. */
    public record OutsideView(int size, List<String> photos) {}

    /**
     * What is shown of albums.
     *
     * @param shown photos of each album, and outside
     */
    public static AlbumsView of(Albums albums, int shown) {
        return new AlbumsView(
                albums.way().name().toLowerCase(Locale.ROOT),
                albums.photos(),
                albums.model(),
                albums.albums().stream()
                        .map(album -> AlbumView.of(album, shown))
                        .toList(),
                new OutsideView(albums.outside().size(), first(albums.outside(), shown)));
    }

    private static List<String> first(List<String> photos, int most) {
        return List.copyOf(photos.subList(0, Math.min(most, photos.size())));
    }
}
