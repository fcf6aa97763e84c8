package io.tagstream.api;

import io.smallrye.common.annotation.Blocking;
import io.tagstream.api.LikenessViews.PhotoLikenessesView;
import io.tagstream.catalog.PhotoRepository;
import io.tagstream.catalog.PhotoRow;
import io.tagstream.likeness.Likenesses;
import io.tagstream.photo.PhotoId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /photos/…/likenesses}. An id that ends like this is written with %2F for its slashes. */
@Path("/photos")
@Tag(name = "likenesses")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class PhotoLikenessesResource {

    private final PhotoRepository photos;
    private final Likenesses likenesses;

    PhotoLikenessesResource(PhotoRepository photos, Likenesses likenesses) {
        this.photos = photos;
        this.likenesses = likenesses;
    }

    @GET
    @Path("{id:.+}/likenesses")
    @Operation(
            summary = "Which photos show the same as this one",
            description =
                    "Found some seconds after a photo is catalogued. Photos that are only similar are not among them; a search finds"
                            + " those")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PhotoLikenessesView.class)))
    @APIResponse(
            responseCode = "404",
            description = "No event about this photo has been processed",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public PhotoLikenessesView likenesses(@RestPath String id) {
        PhotoRow photo = Ids.known(photos, id);
        return PhotoLikenessesView.of(photo.photoId, likenesses.of(new PhotoId(photo.photoId)));
    }
}
