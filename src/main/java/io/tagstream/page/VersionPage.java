package io.tagstream.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tagstream.api.NamedVersions;
import io.tagstream.api.ProblemException;
import io.tagstream.api.Remarks;
import io.tagstream.api.TaxonomyReview;
import io.tagstream.catalog.DraftStore;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.VersionStore.StoredVersion;
import io.tagstream.page.TaxonomyViews.DiffView;
import io.tagstream.page.TaxonomyViews.PreviewView;
import io.tagstream.page.TaxonomyViews.VersionView;
import io.tagstream.retag.Retagging;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyDiff;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /ui/taxonomy/…}: versions, what is not the same in two of them, and how the catalog is tagged with one. */
@Path("/ui/taxonomy/{name}")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class VersionPage {

    static final int PREVIEWED_PHOTOS = 10_000;
    private static final String DRAFT = "draft";
    private static final int VERSIONS = 200;

    /**
     * A version.
     *
     * @param diff from the version in force; empty if that is it
     * @param canStart whether there is no release of it yet
     */
    public record OneView(
            VersionView version, DiffView diff, boolean inForce, boolean canStart, String notice, String problem) {}

    /** Two versions, chosen among all. */
    public record ComparedView(
            String name,
            List<VersionView> versions,
            boolean draft,
            String from,
            String to,
            @Nullable DiffView diff,
            String problem) {}

    /** Their templates. */
    @CheckedTemplate(basePath = "page/version")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance one(OneView view);

        static native TemplateInstance compared(ComparedView view);

        static native TemplateInstance preview(@Nullable PreviewView preview, String problem);
    }

    private final NamedVersions versions;
    private final ReleaseStore releases;
    private final DraftStore drafts;
    private final TaxonomyReview review;
    private final Retagging retagging;
    private final ExamplePictures pictures;

    VersionPage(
            NamedVersions versions,
            ReleaseStore releases,
            DraftStore drafts,
            TaxonomyReview review,
            Retagging retagging,
            ExamplePictures pictures) {
        this.versions = versions;
        this.releases = releases;
        this.drafts = drafts;
        this.review = review;
        this.retagging = retagging;
        this.pictures = pictures;
    }

    @GET
    @Path("versions/{version}")
    @Operation(hidden = true)
    public TemplateInstance one(
            @RestPath String name, @RestPath String version, @RestQuery Optional<String> published) {
        String notice =
                published.isPresent() ? "It is published. Photos are tagged as before until you change over." : "";
        return Templates.one(view(name, version, notice, ""));
    }

    /** Encodes prompts if that has not been done, so the page does not wait for it. */
    @GET
    @Path("versions/{version}/preview")
    @Operation(hidden = true)
    public Response preview(@RestPath String name, @RestPath String version) {
        return Deed.answer(
                () -> Response.ok(Templates.preview(
                                PreviewView.of(
                                        retagging.preview(
                                                versions.version(name, version)
                                                        .version()
                                                        .hash(),
                                                Optional.empty(),
                                                PREVIEWED_PHOTOS),
                                        pictures),
                                ""))
                        .build(),
                (_, why) -> Response.ok(Templates.preview(null, why)).build());
    }

    @POST
    @Path("versions/{version}/start")
    @Operation(hidden = true)
    public Response start(
            @RestPath String name,
            @RestPath String version,
            @FormParam("author") @Nullable String author,
            @FormParam("rate") @Nullable String rate,
            @FormParam("wait") @Nullable String wait) {
        return Deed.of(
                () -> {
                    retagging.start(
                            versions.version(name, version).version().hash(),
                            Optional.empty(),
                            wait == null,
                            rate(rate),
                            Remarks.author(Optional.ofNullable(author)));
                    return URI.create("/ui/taxonomy?started=now");
                },
                why -> Templates.one(view(name, version, "", why)));
    }

    @GET
    @Path("diff")
    @Operation(hidden = true)
    public Response diff(@RestPath String name, @RestQuery Optional<String> from, @RestQuery Optional<String> to) {
        List<Release> live = releases.live();
        List<StoredVersion> all = versions.all(name);
        String older = from.filter(text -> !text.isBlank())
                .or(() -> versions.inForce(name)
                        .map(release -> release.id().version().hash()))
                .orElseGet(() -> all.getLast().version().hash());
        String newer = to.filter(text -> !text.isBlank())
                .orElseGet(() -> all.getFirst().version().hash());
        ComparedView chosen = new ComparedView(
                name,
                all.stream()
                        .limit(VERSIONS)
                        .map(version -> VersionView.of(version, live))
                        .toList(),
                drafts.read(name).isPresent(),
                older,
                newer,
                null,
                "");
        return Deed.answer(
                () -> Response.ok(Templates.compared(with(
                                chosen,
                                DiffView.of(TaxonomyDiff.between(content(name, older), content(name, newer))),
                                "")))
                        .build(),
                (status, why) -> Deed.page(status, Templates.compared(with(chosen, null, why))));
    }

    private static ComparedView with(ComparedView chosen, @Nullable DiffView diff, String problem) {
        return new ComparedView(
                chosen.name(), chosen.versions(), chosen.draft(), chosen.from(), chosen.to(), diff, problem);
    }

    private OneView view(String name, String prefix, String notice, String problem) {
        StoredVersion version = versions.version(name, prefix);
        List<Release> live = releases.live();
        Taxonomy inForce = releases.active()
                .map(release ->
                        content(release.taxonomy(), release.id().version().hash()))
                .orElseGet(() -> versions.content(version));
        List<Release> own = live.stream()
                .filter(release -> release.version() == version.number())
                .toList();
        return new OneView(
                VersionView.of(version, live),
                DiffView.of(TaxonomyDiff.between(inForce, versions.content(version))),
                own.stream().anyMatch(Release::isActive),
                own.isEmpty(),
                notice,
                problem);
    }

    private Taxonomy content(String name, String side) {
        if (!side.equals(DRAFT)) {
            return versions.content(versions.version(name, side));
        }
        return drafts.read(name)
                .map(draft -> review.ofYaml(name, draft.definition())
                        .taxonomy()
                        .orElseThrow(() -> ProblemException.conflict(
                                "the draft of %s has mistakes: mend them first".formatted(name))))
                .orElseThrow(() -> ProblemException.notFound("there is no draft of " + name));
    }

    private static OptionalDouble rate(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return OptionalDouble.empty();
        }
        try {
            double rate = Double.parseDouble(text.strip());
            if (rate > 0 && !Double.isInfinite(rate)) {
                return OptionalDouble.of(rate);
            }
        } catch (NumberFormatException e) {
            throw ProblemException.badRequest("photos a second is no number: " + text);
        }
        throw ProblemException.badRequest("photos a second is not positive: " + text);
    }
}
