package io.tagstream.api;

import io.smallrye.common.annotation.Blocking;
import io.tagstream.api.RetagViews.CutOverRequest;
import io.tagstream.api.RetagViews.JobView;
import io.tagstream.api.RetagViews.PreviewView;
import io.tagstream.api.RetagViews.ReleaseView;
import io.tagstream.api.RetagViews.RetagRequest;
import io.tagstream.api.RetagViews.RetagView;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.retag.RetagJobs;
import io.tagstream.retag.Retagging;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /retag}: from one release to another. */
@Path("/retag")
@Tag(name = "retag")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@APIResponse(
        responseCode = "404",
        description = "There is no such job, release or version",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@APIResponse(
        responseCode = "409",
        description = "Now is not the time; detail says why, and what to do instead",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class RetagResource {

    private static final int LATEST_JOBS = 50;

    /** As many as a caller may wait for; the command line looks at all. */
    private static final int MAX_PREVIEW = 100_000;

    private final Retagging retagging;
    private final ReleaseStore releases;

    RetagResource(Retagging retagging, ReleaseStore releases) {
        this.retagging = retagging;
        this.releases = releases;
    }

    @GET
    @Operation(summary = "The releases that photos are tagged for, and the latest jobs")
    public RetagView state() {
        return new RetagView(
                releases.live().stream().map(ReleaseView::of).toList(),
                jobs().latest(LATEST_JOBS).stream().map(JobView::of).toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Tags the catalog for another version or release",
            description =
                    "Prompts are encoded before the answer, if that has not been done: minutes for a large taxonomy")
    @APIResponse(responseCode = "201", description = "Workers have begun, or will soon")
    public Response start(@Nullable RetagRequest request, UriInfo address) {
        if (request == null || request.to() == null) {
            throw ProblemException.badRequest("to is missing: a version of the taxonomy, or a release");
        }
        int job = retagging.start(
                request.to(),
                text(request.fitting()),
                request.cutOver() == null || request.cutOver(),
                rate(request.photosPerSecond()),
                text(request.author()));
        return Response.created(address.getAbsolutePathBuilder()
                        .path(Integer.toString(job))
                        .build())
                .entity(job(job))
                .build();
    }

    @GET
    @Path("preview")
    @Operation(summary = "What a version or release would change, from a sample; changes nothing")
    public PreviewView preview(
            @Parameter(description = "The first digits of a version or release") @RestQuery Optional<String> to,
            @RestQuery Optional<String> fitting,
            @Parameter(description = "How many to look at, 1 to 100000") @RestQuery @DefaultValue("10000")
                    String photos) {
        return PreviewView.of(retagging.preview(
                to.orElseThrow(
                        () -> ProblemException.badRequest("to is missing: a version of the taxonomy, or a release")),
                fitting,
                sample(photos)));
    }

    @GET
    @Path("{job:\\d+}")
    @Operation(summary = "A job, and how far it is")
    public JobView job(@RestPath int job) {
        return JobView.of(jobs().progress(job));
    }

    @POST
    @Path("{job:\\d+}/pause")
    @Operation(summary = "Lets a job rest")
    public JobView pause(@RestPath int job) {
        jobs().pause(job);
        return job(job);
    }

    @POST
    @Path("{job:\\d+}/resume")
    @Operation(summary = "Goes on with a job that was paused or failed")
    public JobView resume(@RestPath int job) {
        jobs().resume(job);
        return job(job);
    }

    @POST
    @Path("{job:\\d+}/cancel")
    @Operation(summary = "Gives up a release that is being made, or was made and not put in force")
    public JobView cancel(@RestPath int job) {
        jobs().cancel(job);
        return job(job);
    }

    @POST
    @Path("cut-over")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Puts a complete release in force, at once",
            description = "What changed is announced by a job")
    public RetagView cutOver(@Nullable CutOverRequest request) {
        if (request == null || request.release() == null) {
            throw ProblemException.badRequest("release is missing: the first digits of its name");
        }
        retagging.cutOver(request.release(), text(request.author()));
        return state();
    }

    @POST
    @Path("back")
    @Operation(summary = "Puts the release in force again that was before, at once")
    public RetagView back(@RestQuery Optional<String> author) {
        jobs().back(author);
        return state();
    }

    private RetagJobs jobs() {
        return retagging.jobs();
    }

    private static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    private static OptionalDouble rate(@Nullable Double photosPerSecond) {
        if (photosPerSecond == null) {
            return OptionalDouble.empty();
        }
        if (!(photosPerSecond > 0) || photosPerSecond.isInfinite()) {
            throw ProblemException.badRequest("photosPerSecond is not positive: " + photosPerSecond);
        }
        return OptionalDouble.of(photosPerSecond);
    }

    private static int sample(String photos) {
        try {
            int number = Integer.parseInt(photos);
            if (number >= 1 && number <= MAX_PREVIEW) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw ProblemException.badRequest("photos is no number: " + photos);
        }
        throw ProblemException.badRequest("photos is not between 1 and %d: %s".formatted(MAX_PREVIEW, photos));
    }
}
