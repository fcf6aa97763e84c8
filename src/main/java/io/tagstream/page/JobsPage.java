package io.tagstream.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tagstream.retag.Refused;
import io.tagstream.retag.RetagJobs;
import io.tagstream.retag.Retagging;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /ui/jobs}: work on the whole catalog. Whoever looks sees it go on, and can let it rest or give it up. */
@Path("/ui/jobs")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class JobsPage {

    private static final int LATEST = 50;
    private static final URI JOBS = URI.create("/ui/jobs");

    /**
     * The whole page.
     *
     * @param signs what has to be shown anew if it changes, unlike progress
     */
    public record JobsView(List<JobView> open, List<JobView> past, String signs, String problem) {}

    /** Their templates. */
    @CheckedTemplate(basePath = "page/jobs")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance list(JobsView view);

        static native TemplateInstance progress(List<JobView> jobs);
    }

    private final RetagJobs jobs;

    JobsPage(Retagging retagging) {
        this.jobs = retagging.jobs();
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance list() {
        return Templates.list(view(""));
    }

    /**
     * How far the open jobs are, each for its place in the page; the whole page anew if one began or ended. By a redirect, since to
     * reload what a form was answered with would send the form again.
     */
    @GET
    @Path("progress")
    @Operation(hidden = true)
    public Response progress(@RestQuery String signs, @RestQuery boolean taxonomy) {
        List<JobView> open = open();
        return signs(open).equals(signs)
                ? Response.ok(Templates.progress(open)).build()
                : Response.ok("")
                        .header("HX-Redirect", taxonomy ? TaxonomyPage.HOME : JOBS)
                        .build();
    }

    @POST
    @Path("{job:\\d+}/pause")
    @Operation(hidden = true)
    public Response pause(@RestPath int job) {
        return steer(job, jobs::pause);
    }

    @POST
    @Path("{job:\\d+}/resume")
    @Operation(hidden = true)
    public Response resume(@RestPath int job) {
        return steer(job, jobs::resume);
    }

    @GET
    @Path("{job:\\d+}/cancel")
    @Operation(hidden = true)
    public Response askWhetherToCancel(@RestPath int job) {
        try {
            return Response.ok(question(JobView.of(jobs.progress(job)))).build();
        } catch (Refused unknown) {
            return Deed.page(404, Templates.list(view(unknown.detail())));
        }
    }

    @POST
    @Path("{job:\\d+}/cancel")
    @Operation(hidden = true)
    public Response cancel(@RestPath int job) {
        return steer(job, jobs::cancel);
    }

    private static TemplateInstance question(JobView job) {
        return new Question(
                        "Cancel job " + job.number() + "?",
                        List.of(
                                "Release %s, of version %s of %s, is given up: no photo is tagged for it any more."
                                        .formatted(job.release(), job.shortVersion(), job.taxonomy()),
                                "The tags that it has so far are removed in the background. What photos are tagged with now stays."),
                        "/ui/jobs/" + job.number() + "/cancel",
                        Map.of(),
                        "Cancel the job",
                        JOBS.toString())
                .asked("");
    }

    private Response steer(int job, IntConsumer how) {
        return Deed.of(
                () -> {
                    how.accept(job);
                    return JOBS;
                },
                why -> Templates.list(view(why)));
    }

    private JobsView view(String problem) {
        List<JobView> open = open();
        List<JobView> past = jobs.latest(LATEST).stream()
                .map(JobView::of)
                .filter(job -> !job.isOpen())
                .toList();
        return new JobsView(open, past, signs(open), problem);
    }

    private List<JobView> open() {
        return jobs.open().stream().map(JobView::of).toList();
    }

    private static String signs(List<JobView> open) {
        return open.stream().map(JobView::sign).collect(Collectors.joining("-"));
    }
}
