package io.tagstream.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import io.tagstream.catalog.Corrections;
import io.tagstream.catalog.PhotoRepository;
import io.tagstream.catalog.PhotoRow;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.VerdictStore;
import io.tagstream.photo.PhotoId;
import io.tagstream.tagging.Verdict;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /photos/…/tags}: what people say of a photo's tags. An id that ends like this is written with %2F for its slashes. */
@Path("/photos")
@Tag(name = "people")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@APIResponse(responseCode = "200")
@APIResponse(
        responseCode = "404",
        description = "No photo of this id is in the catalog",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class PhotoTagsResource {

    private static final List<String> FIELDS = List.of("verdict", "author");

    /** What {@code PUT} takes; for the description only. */
    public record VerdictRequest(
            @Schema(description = "accepted or rejected") String verdict,
            @Nullable String author) {}

    private final PhotoRepository photos;
    private final ReleaseStore releases;
    private final VerdictStore verdicts;
    private final Corrections corrections;

    PhotoTagsResource(PhotoRepository photos, ReleaseStore releases, VerdictStore verdicts, Corrections corrections) {
        this.photos = photos;
        this.releases = releases;
        this.verdicts = verdicts;
        this.corrections = corrections;
    }

    @GET
    @Path("{id:.+}/tags")
    @Operation(summary = "A photo's tags with those above them, and what people said of them")
    public PhotoTagsView tags(@RestPath String id) {
        PhotoRow photo = Ids.known(photos, id);
        return PhotoTagsView.of(
                id, releases.active(), photos.tagsOf(List.of(id)), verdicts.ofPhoto(new PhotoId(photo.photoId)));
    }

    @PUT
    @Path("{id:.+}/tags/{tag}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Accepts or rejects a tag of a photo",
            description =
                    "Any tag that the taxonomy in force has or had in one of its versions. It outlives every release. "
                            + "The answer is the photo's tags as they are now")
    @APIResponse(
            responseCode = "400",
            description = "The taxonomy has no such tag, or a field is wrong; detail names it",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public PhotoTagsView say(
            @RestPath String id,
            @RestPath String tag,
            @RequestBody(content = @Content(schema = @Schema(implementation = VerdictRequest.class))) @Nullable
                    JsonNode body) {
        JsonNode said = Uploads.object(body);
        requireKnownFields(said);
        Verdict verdict = verdict(said);
        Optional<String> author = Remarks.author(text(said, "author"));
        PhotoId photo = Ids.photo(id);
        String taxonomy = taxonomy();
        return answer(corrections.say(photo, taxonomy, tagId(tag), verdict, author), photo, taxonomy, tag);
    }

    @DELETE
    @Path("{id:.+}/tags/{tag}")
    @Operation(
            summary = "Takes back what was said of a tag",
            description = "The model decides again. The answer is the photo's tags as they are now")
    @APIResponse(responseCode = "400", description = "The taxonomy has no such tag")
    public PhotoTagsView takeBack(@RestPath String id, @RestPath String tag) {
        PhotoId photo = Ids.photo(id);
        String taxonomy = taxonomy();
        return answer(corrections.takeBack(photo, taxonomy, tagId(tag)), photo, taxonomy, tag);
    }

    private PhotoTagsView answer(Corrections.Result result, PhotoId photo, String taxonomy, String tag) {
        return switch (result) {
            case STORED, KNOWN -> tags(photo.value());
            case PHOTO_UNKNOWN -> throw unknown(photo.value());
            case TAG_UNKNOWN -> throw ProblemException.badRequest("taxonomy %s has no tag %s".formatted(taxonomy, tag));
        };
    }

    private String taxonomy() {
        return releases.active()
                .map(Release::taxonomy)
                .orElseThrow(() -> ProblemException.conflict("no taxonomy is in force"));
    }

    private static ProblemException unknown(String photo) {
        return ProblemException.notFound("no photo " + photo + " is in the catalog");
    }

    private static String tagId(String tag) {
        if (!Ids.isTag(tag)) {
            throw ProblemException.badRequest(
                    "a tag's id has at most 64 small letters, digits and hyphens; this is none: " + tag);
        }
        return tag;
    }

    private static Verdict verdict(JsonNode said) {
        String word = text(said, "verdict")
                .orElseThrow(
                        () -> ProblemException.badRequest("verdict is missing; it is \"accepted\" or \"rejected\""));
        return Arrays.stream(Verdict.values())
                .filter(verdict -> verdict.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> ProblemException.badRequest("verdict is neither \"accepted\" nor \"rejected\": " + word));
    }

    private static Optional<String> text(JsonNode said, String field) {
        JsonNode node = said.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw ProblemException.badRequest(field + " is not a string");
        }
        return Optional.of(node.textValue());
    }

    private static void requireKnownFields(JsonNode said) {
        said.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw ProblemException.badRequest("%s is no field; known are %s".formatted(field, FIELDS));
            }
        });
    }
}
