package io.tagstream.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import io.tagstream.catalog.PhotoRepository;
import io.tagstream.catalog.PhotoRepository.Filter;
import io.tagstream.catalog.PhotoRow;
import io.tagstream.catalog.TagOfPhotoRow;
import io.tagstream.intake.UploadAnnouncement;
import io.tagstream.photo.PhotoId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /photos}. */
@Path("/photos")
@Tag(name = "photos")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class PhotosResource {

    private static final Set<String> STATUSES = Set.of("catalogued", "rejected", "deleted");

    /** One page of photos, and the cursor of the next if there is one. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record PageView(List<PhotoView> photos, Optional<String> next) {}

    /** What became of the request to catalogue a photo. */
    public record AcceptedView(String photoId) {}

    private final PhotoRepository photos;
    private final UploadAnnouncement uploads;

    PhotosResource(PhotoRepository photos, UploadAnnouncement uploads) {
        this.photos = photos;
        this.uploads = uploads;
    }

    @GET
    @Path("{id:.+}")
    @Operation(summary = "A photo with its tags, those above them included")
    @APIResponse(responseCode = "200")
    @APIResponse(
            responseCode = "404",
            description = "No event about this photo has been processed",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public PhotoView photo(@RestPath String id) {
        return PhotoView.of(Ids.known(photos, id), photos.tagsOf(List.of(id)));
    }

    @GET
    @Operation(summary = "Photos, newest first")
    public PageView list(
            @Parameter(description = "Only photos with this tag or one below it") @RestQuery Optional<String> tag,
            @Parameter(description = "catalogued, rejected or deleted") @RestQuery Optional<String> status,
            @RestQuery Optional<String> owner,
            @Parameter(description = "1 to 200") @RestQuery @DefaultValue("50") String limit,
            @Parameter(description = "next of the page before") @RestQuery Optional<String> after) {
        int size = Limit.parse(limit);
        check(tag, status, owner);
        List<PhotoRow> rows = photos.page(
                new Filter(tag, status, owner), after.map(Cursor::decode).orElse(Long.MAX_VALUE), size);
        Map<String, List<TagOfPhotoRow>> tags = rows.isEmpty()
                ? Map.of()
                : photos.tagsOf(rows.stream().map(row -> row.photoId).toList()).stream()
                        .collect(Collectors.groupingBy(row -> row.photoId));
        return new PageView(
                rows.stream()
                        .map(row -> PhotoView.of(row, tags.getOrDefault(row.photoId, List.of())))
                        .toList(),
                rows.size() < size ? Optional.empty() : Optional.of(Cursor.encode(rows.getLast().number)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Asks for a photo to be catalogued",
            description = "Publishes an upload event, in the plain JSON form of docs/events.md")
    @APIResponse(responseCode = "202", description = "Kafka has the event")
    @APIResponse(
            responseCode = "400",
            description = "The event would be rejected; detail names the field",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response upload(
            @RequestBody(required = true, content = @Content(schema = @Schema(type = SchemaType.OBJECT))) @Nullable
                    JsonNode upload,
            UriInfo address) {
        if (upload == null) {
            throw ProblemException.badRequest("the body is empty; it should be an upload event");
        }
        PhotoId id = uploads.announce(upload);
        return Response.accepted(new AcceptedView(id.value()))
                .location(address.getAbsolutePathBuilder().path("{id}").build(id.value()))
                .build();
    }

    private void check(Optional<String> tag, Optional<String> status, Optional<String> owner) {
        status.filter(value -> !STATUSES.contains(value)).ifPresent(value -> {
            throw ProblemException.badRequest("status is neither catalogued, rejected nor deleted: " + value);
        });
        owner.filter(value -> value.indexOf('\0') >= 0).ifPresent(_ -> {
            throw ProblemException.badRequest("owner has a NUL in it, which no owner has");
        });
        tag.filter(value -> !Ids.isTag(value) || !photos.knowsTag(value)).ifPresent(value -> {
            throw ProblemException.badRequest("tag is not in the taxonomy in force: " + value);
        });
    }
}
