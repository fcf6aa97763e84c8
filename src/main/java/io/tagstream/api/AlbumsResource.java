package io.tagstream.api;

import io.smallrye.common.annotation.Blocking;
import io.tagstream.album.AlbumMaker;
import io.tagstream.album.AlbumOrder;
import io.tagstream.album.NoAlbums;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /albums}: a selection of photos, put together by what they look like. */
@Path("/albums")
@Tag(name = "albums")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class AlbumsResource {

    private static final int DEFAULT_PHOTOS = 12;
    private static final int MAX_PHOTOS = 1_000;

    private final AlbumMaker albums;

    AlbumsResource(AlbumMaker albums) {
        this.albums = albums;
    }

    @GET
    @Operation(
            summary = "Albums of the photos that pass a filter",
            description =
                    "Filters are those of /search; without one, of all photos. The same photos make the same albums. Takes seconds where photos"
                            + " are thousands; a worker makes one set at a time")
    @APIResponse(responseCode = "200")
    @APIResponse(
            responseCode = "400",
            description =
                    "A field is wrong, or the selection has more photos than tagstream.album.max-photos; detail begins with the field's name",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(responseCode = "409", description = "No release is in force yet")
    public AlbumsView make(
            @BeanParam SearchParameters parameters,
            @Parameter(
                            description =
                                    "So many albums of all photos, 2 to 200; left out, as many as there are places where photos lie densely")
                    @RestQuery
                    Optional<String> k,
            @Parameter(description = "Photos of the smallest album, 2 to 1,000; not with k") @RestQuery("min-size")
                    Optional<String> minSize,
            @Parameter(
                            description =
                                    "Photos shown of each album, the most central first, 1 to 1,000; 12 if it is left out")
                    @RestQuery
                    Optional<String> photos,
            UriInfo address) {
        int shown = photos.map(text -> number("photos", text)).orElse(DEFAULT_PHOTOS);
        if (shown < 1 || shown > MAX_PHOTOS) {
            throw new NoAlbums("photos", "is %,d; it has to be from 1 to %,d".formatted(shown, MAX_PHOTOS));
        }
        AlbumOrder order = new AlbumOrder(number("k", k), number("min-size", minSize));
        return AlbumsView.of(albums.make(parameters.request(address), order), shown);
    }

    private static OptionalInt number(String field, Optional<String> text) {
        return text.filter(value -> !value.isBlank())
                .map(value -> OptionalInt.of(number(field, value)))
                .orElse(OptionalInt.empty());
    }

    private static int number(String field, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new NoAlbums(field, "is %s; it has to be a number".formatted(text));
        }
    }
}
