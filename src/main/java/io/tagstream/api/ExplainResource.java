package io.tagstream.api;

import io.smallrye.common.annotation.Blocking;
import io.tagstream.api.Explanations.Extent;
import io.tagstream.catalog.PhotoRepository;
import io.tagstream.catalog.PhotoRow;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseStore;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /photos/…/explain}. */
@Path("/photos")
@Tag(name = "photos")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ExplainResource {

    private final PhotoRepository photos;
    private final ReleaseStore releases;
    private final Explanations explanations;

    ExplainResource(PhotoRepository photos, ReleaseStore releases, Explanations explanations) {
        this.photos = photos;
        this.releases = releases;
        this.explanations = explanations;
    }

    @GET
    @Path("{id:.+}/explain")
    @Operation(
            summary = "Why a photo has its tags, and not others",
            description =
                    "From its embedding: the tags that it has, those that people spoke of, and the nearest of each facet")
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "400", description = "release names none that is live, or more than one")
    @APIResponse(
            responseCode = "404",
            description = "No event about this photo has been processed",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "The photo has no embedding of the release's model, or this worker has another model")
    @APIResponse(responseCode = "503", description = "Too many questions at a time; Retry-After says when to ask again")
    public ExplanationView explain(
            @RestPath String id,
            @Parameter(description = "The first digits of a live release; that in force if it is left out") @RestQuery
                    Optional<String> release,
            @Parameter(description = "Whether all tags are explained") @RestQuery @DefaultValue("false") String all,
            @Parameter(description = "Whether the best prompt of each tag is looked for")
                    @RestQuery
                    @DefaultValue("true")
                    String prompts) {
        Extent extent = new Extent(flag("all", all), flag("prompts", prompts));
        PhotoRow photo = Ids.known(photos, id);
        return explanations.explain(photo, release.map(this::live).orElseGet(this::active), extent);
    }

    private Release active() {
        return releases.active().orElseThrow(() -> ProblemException.conflict("no release is in force"));
    }

    private Release live(String prefix) {
        List<Release> named = releases.live().stream()
                .filter(release -> !prefix.isEmpty() && release.id().name().startsWith(prefix))
                .toList();
        if (named.size() != 1) {
            throw ProblemException.badRequest(
                    "release names %d of the live releases, not one: %s".formatted(named.size(), prefix));
        }
        return named.getFirst();
    }

    private static boolean flag(String field, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.badRequest("%s is neither true nor false: %s".formatted(field, value));
        };
    }
}
