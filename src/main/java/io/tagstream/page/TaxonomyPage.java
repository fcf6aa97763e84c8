package io.tagstream.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tagstream.api.NamedVersions;
import io.tagstream.api.ProblemException;
import io.tagstream.api.Remarks;
import io.tagstream.catalog.DraftStore;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.Release.Standing;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.TagCounts;
import io.tagstream.catalog.TaxonomyList;
import io.tagstream.catalog.VersionStore.StoredVersion;
import io.tagstream.page.TaxonomyViews.InForceView;
import io.tagstream.page.TaxonomyViews.ReleaseView;
import io.tagstream.page.TaxonomyViews.VersionView;
import io.tagstream.retag.JobProgress;
import io.tagstream.retag.RetagJobs;
import io.tagstream.retag.Retagging;
import io.tagstream.taxonomy.Taxonomy;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /ui/taxonomy}: what photos are tagged with, what is being made of it, and what was before. */
@Path("/ui/taxonomy")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class TaxonomyPage {

    private static final int VERSIONS = 50;
    private static final int JOBS = 200;
    static final URI HOME = URI.create("/ui/taxonomy");

    /** Their templates. */
    @CheckedTemplate(basePath = "page/taxonomy")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance inForce(InForceView view);

        static native TemplateInstance tree(TagTree tree);
    }

    private final ReleaseStore releases;
    private final NamedVersions versions;
    private final TaxonomyList taxonomies;
    private final DraftStore drafts;
    private final TagCounts counts;
    private final Retagging retagging;

    TaxonomyPage(
            ReleaseStore releases,
            NamedVersions versions,
            TaxonomyList taxonomies,
            DraftStore drafts,
            TagCounts counts,
            Retagging retagging) {
        this.releases = releases;
        this.versions = versions;
        this.taxonomies = taxonomies;
        this.drafts = drafts;
        this.counts = counts;
        this.retagging = retagging;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance inForce(@RestQuery Optional<String> started, @RestQuery Optional<String> changed) {
        String notice = started.isPresent()
                ? "Photos are being tagged with it now."
                : changed.isPresent() ? "It is in force: photos have the tags of this release." : "";
        return Templates.inForce(view(notice, ""));
    }

    /** Counts look at all tags of all photos, so the page does not wait for them. */
    @GET
    @Path("tree")
    @Operation(hidden = true)
    public TemplateInstance tree() {
        Release active = requireActive();
        return Templates.tree(TagTree.of(content(active), counts.of(active)));
    }

    @GET
    @Path("cut-over")
    @Operation(hidden = true)
    public TemplateInstance askWhetherToCutOver(@RestQuery String release) {
        return cutOverQuestion(release, "");
    }

    @POST
    @Path("cut-over")
    @Operation(hidden = true)
    public Response cutOver(@FormParam("release") String release, @FormParam("author") String author) {
        return Deed.of(
                () -> {
                    retagging.cutOver(String.valueOf(release), Remarks.author(Optional.ofNullable(author)));
                    return URI.create("/ui/taxonomy?changed=forward");
                },
                why -> cutOverQuestion(String.valueOf(release), why));
    }

    @GET
    @Path("back")
    @Operation(hidden = true)
    public TemplateInstance askWhetherToGoBack() {
        return backQuestion("");
    }

    @POST
    @Path("back")
    @Operation(hidden = true)
    public Response back(@FormParam("author") String author) {
        return Deed.of(
                () -> {
                    jobs().back(Remarks.author(Optional.ofNullable(author)));
                    return URI.create("/ui/taxonomy?changed=back");
                },
                this::backQuestion);
    }

    private static TemplateInstance cutOverQuestion(String release, String problem) {
        return new Question(
                        "Put release " + release.substring(0, Math.min(12, release.length())) + " in force?",
                        List.of(
                                "From then on, searches and counts show its tags. Photos whose tags are others are announced in the"
                                        + " background.",
                                "The release that is in force now is kept up to date, so that you can go back."),
                        "/ui/taxonomy/cut-over",
                        Map.of("release", release),
                        "Put it in force",
                        HOME.toString())
                .asked(problem);
    }

    private TemplateInstance backQuestion(String problem) {
        String previous = releases.live().stream()
                .filter(release -> release.standing() == Standing.PREVIOUS)
                .map(release -> "Release %s, of version %s of %s, is in force again at once."
                        .formatted(
                                release.id().shortForm(), release.id().version().shortForm(), release.taxonomy()))
                .findFirst()
                .orElse("No release was in force before, or it was retired.");
        return new Question(
                        "Go back to the release before?",
                        List.of(previous, "Photos whose tags are others are announced in the background."),
                        "/ui/taxonomy/back",
                        Map.of(),
                        "Go back",
                        HOME.toString())
                .asked(problem);
    }

    private InForceView view(String notice, String problem) {
        Release active = requireActive();
        List<Release> live = releases.live();
        List<JobProgress> latest = jobs().latest(JOBS);
        List<JobView> open = jobs().open().stream().map(JobView::of).toList();
        Taxonomy taxonomy = content(active);
        List<StoredVersion> all = versions.all(active.taxonomy());
        return new InForceView(
                taxonomy.name(),
                taxonomy.description(),
                ReleaseView.of(active, 0),
                live.stream()
                        .filter(release -> !release.isActive())
                        .map(release -> ReleaseView.of(release, madeBy(latest, release)))
                        .toList(),
                open,
                open.stream().map(JobView::sign).collect(Collectors.joining("-")),
                all.stream()
                        .limit(VERSIONS)
                        .map(version -> VersionView.of(version, live))
                        .toList(),
                drafts.read(active.taxonomy())
                        .map(draft -> "%s changed it at %s"
                                .formatted(draft.author().orElse("somebody"), Say.time(draft.updatedAt())))
                        .orElse(""),
                taxonomies.read().stream()
                        .map(TaxonomyList.Entry::taxonomy)
                        .filter(name -> !name.equals(active.taxonomy()))
                        .toList(),
                notice,
                problem);
    }

    private static int madeBy(List<JobProgress> jobs, Release release) {
        return jobs.stream()
                .filter(job -> JobView.makesRelease(job.kind())
                        && job.release().equals(release.id().name()))
                .mapToInt(JobProgress::number)
                .findFirst()
                .orElse(0);
    }

    private Release requireActive() {
        return releases.active().orElseThrow(() -> ProblemException.notFound("no taxonomy has been loaded"));
    }

    private Taxonomy content(Release release) {
        return versions.content(
                versions.version(release.taxonomy(), release.id().version().hash()));
    }

    private RetagJobs jobs() {
        return retagging.jobs();
    }
}
