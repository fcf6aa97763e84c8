package io.tagstream.api;

import io.smallrye.common.annotation.Blocking;
import io.tagstream.api.PhotosResource.AcceptedView;
import io.tagstream.catalog.PhotoRepository;
import io.tagstream.catalog.PhotoRow;
import io.tagstream.catalog.RejectedPhotos;
import io.tagstream.catalog.RejectedPhotos.RejectedPhoto;
import io.tagstream.intake.Retries;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /photos/…/retry}. An id that ends like this is written with %2F for its slashes. */
@Path("/photos")
@Tag(name = "photos")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class RetryResource {

    private final PhotoRepository photos;
    private final RejectedPhotos rejected;
    private final Retries retries;

    RetryResource(PhotoRepository photos, RejectedPhotos rejected, Retries retries) {
        this.photos = photos;
        this.rejected = rejected;
        this.retries = retries;
    }

    @POST
    @Path("{id:.+}/retry")
    @Operation(
            summary = "Tries a rejected photo again",
            description = "Publishes its upload event anew, from what the catalog knows of it")
    @APIResponse(
            responseCode = "202",
            description = "Kafka has the event",
            content = @Content(schema = @Schema(implementation = AcceptedView.class)))
    @APIResponse(
            responseCode = "404",
            description = "No event about this photo has been processed",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "It is not rejected, or the catalog does not know enough to fetch it; detail says which",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response retry(@RestPath String id) {
        RejectedPhoto photo = rejected.find(Ids.photo(id)).orElseThrow(() -> notRejected(Ids.known(photos, id)));
        Retries.obstacle(photo).ifPresent(obstacle -> {
            throw ProblemException.conflict("photo %s cannot be tried again: %s".formatted(id, obstacle.sentence()));
        });
        retries.retry(photo);
        return Response.accepted(new AcceptedView(id)).build();
    }

    private static ProblemException notRejected(PhotoRow photo) {
        return ProblemException.conflict(
                "photo %s is %s: only a rejected one is tried again".formatted(photo.photoId, photo.status));
    }
}
