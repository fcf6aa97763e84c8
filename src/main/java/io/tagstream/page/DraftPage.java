package io.tagstream.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tagstream.api.NamedVersions;
import io.tagstream.api.ProblemException;
import io.tagstream.api.Remarks;
import io.tagstream.api.TaxonomyReview;
import io.tagstream.catalog.DraftStore;
import io.tagstream.catalog.DraftStore.Draft;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.VersionStore;
import io.tagstream.catalog.VersionStore.StoredVersion;
import io.tagstream.page.DraftViews.DraftView;
import io.tagstream.page.DraftViews.ReviewView;
import io.tagstream.page.TaxonomyViews.PreviewView;
import io.tagstream.retag.Retagging;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyYaml;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /ui/taxonomy/…/draft}: an editor for a taxonomy that is being worked on, perhaps by several people. */
@Path("/ui/taxonomy/{name}/draft")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class DraftPage {

    /** As REST takes. */
    private static final int MAX_CHARACTERS = 1 << 20;

    /** Their template. */
    @CheckedTemplate(basePath = "page/draft")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance edit(DraftView view);

        static native TemplateInstance checked(DraftView view);
    }

    /** What the editor sends. */
    public static final class Edited {

        @FormParam("definition")
        @Nullable
        String definition;

        @FormParam("revision")
        int revision;

        @FormParam("author")
        @Nullable
        String author;

        @FormParam("note")
        @Nullable
        String note;

        /** Forms send lines that end like those of a telegraph. */
        String text() {
            String text = definition == null ? "" : definition.replace("\r\n", "\n");
            if (text.length() > MAX_CHARACTERS) {
                throw ProblemException.badRequest(
                        "the draft has %,d characters; at most %,d are taken".formatted(text.length(), MAX_CHARACTERS));
            }
            if (text.indexOf('\0') >= 0) {
                throw ProblemException.badRequest("the draft has a NUL in it, which no text has");
            }
            return text;
        }

        Optional<String> who() {
            return Remarks.author(Optional.ofNullable(author));
        }

        Optional<String> why() {
            return Remarks.note(Optional.ofNullable(note));
        }
    }

    private final DraftStore drafts;
    private final VersionStore store;
    private final NamedVersions versions;
    private final TaxonomyReview review;
    private final Retagging retagging;
    private final ExamplePictures pictures;

    DraftPage(
            DraftStore drafts,
            VersionStore store,
            NamedVersions versions,
            TaxonomyReview review,
            Retagging retagging,
            ExamplePictures pictures) {
        this.drafts = drafts;
        this.store = store;
        this.versions = versions;
        this.review = review;
        this.retagging = retagging;
        this.pictures = pictures;
    }

    /** The draft, or what one would be begun with: the version in force, or the newest. */
    @GET
    @Operation(hidden = true)
    public TemplateInstance edit(@RestPath String name, @RestQuery Optional<String> saved) {
        requireName(name);
        Optional<Draft> draft = drafts.read(name);
        String text = draft.map(Draft::definition).orElseGet(() -> TaxonomyYaml.write(newest(name)));
        return Templates.edit(view(name, draft, text, new Edited(), saved.isPresent() ? "It is saved." : "", ""));
    }

    @POST
    @Operation(hidden = true)
    public Response save(@RestPath String name, @BeanParam Edited edited) {
        return Deed.answer(
                () -> saved(name, edited).isPresent()
                        ? Response.seeOther(address(name, "saved")).build()
                        : conflict(name, edited),
                (status, why) -> refused(status, name, edited, why));
    }

    /** What is wrong with the text as it is typed; saves nothing. */
    @POST
    @Path("check")
    @Operation(hidden = true)
    public TemplateInstance check(@RestPath String name, @BeanParam Edited edited) {
        return Templates.checked(view(name, drafts.read(name), edited.text(), edited, "", ""));
    }

    /** What the text would change; saves nothing. Encodes its prompts, which takes a large taxonomy minutes. */
    @POST
    @Path("preview")
    @Operation(hidden = true)
    public Response preview(@RestPath String name, @BeanParam Edited edited) {
        return Deed.answer(
                () -> {
                    DraftView view = view(name, drafts.read(name), edited.text(), edited, "", "");
                    PreviewView preview = PreviewView.of(
                            retagging.preview(right(name, edited), VersionPage.PREVIEWED_PHOTOS), pictures);
                    return Response.ok(Templates.edit(view.with(preview))).build();
                },
                (status, why) -> refused(status, name, edited, why));
    }

    @POST
    @Path("publish")
    @Operation(hidden = true)
    public Response publish(@RestPath String name, @BeanParam Edited edited) {
        return Deed.answer(
                () -> {
                    Taxonomy taxonomy = right(name, edited);
                    Optional<Draft> draft = saved(name, edited);
                    if (draft.isEmpty()) {
                        return conflict(name, edited);
                    }
                    StoredVersion version = store.store(taxonomy, edited.who(), edited.why());
                    drafts.remove(name, draft.get().revision()); // unless somebody goes on with it: that stays
                    return Response.seeOther(UriBuilder.fromPath("/ui/taxonomy/{name}/versions/{version}")
                                    .queryParam("published", "now")
                                    .build(name, version.version().hash()))
                            .build();
                },
                (status, why) -> refused(status, name, edited, why));
    }

    @GET
    @Path("discard")
    @Operation(hidden = true)
    public TemplateInstance askWhetherToDiscard(@RestPath String name) {
        Draft draft = drafts.read(name).orElseThrow(() -> ProblemException.notFound("there is no draft of " + name));
        return new Question(
                        "Give up the draft of " + name + "?",
                        List.of(
                                "It was changed %s times, last by %s at %s."
                                        .formatted(
                                                Say.number(draft.revision()),
                                                draft.author().orElse("somebody"),
                                                Say.time(draft.updatedAt())),
                                "It is gone then. Versions that were published stay."),
                        address(name, "") + "/discard",
                        Map.of("revision", Integer.toString(draft.revision())),
                        "Give it up",
                        address(name, "").toString())
                .asked("");
    }

    @POST
    @Path("discard")
    @Operation(hidden = true)
    public Response discard(@RestPath String name, @FormParam("revision") int revision) {
        return Deed.of(
                () -> {
                    if (!drafts.remove(name, revision)) {
                        throw ProblemException.conflict("somebody else changed the draft meanwhile: it is kept");
                    }
                    return TaxonomyPage.HOME;
                },
                why -> Templates.edit(view(
                        name,
                        drafts.read(name),
                        drafts.read(name).map(Draft::definition).orElse(""),
                        new Edited(),
                        "",
                        why)));
    }

    /** @return empty if somebody else changed it meanwhile */
    private Optional<Draft> saved(String name, Edited edited) {
        requireName(name);
        Optional<String> base = drafts.read(name).flatMap(Draft::basedOn).or(() -> versions.inForce(name)
                .map(release -> release.id().version().hash()));
        return edited.revision == 0
                ? drafts.begin(name, edited.text(), base, edited.who())
                : drafts.replace(name, edited.revision, edited.text(), base, edited.who());
    }

    /** Both texts, and a button that now knows what it saves over. */
    private Response conflict(String name, Edited edited) {
        Optional<Draft> theirs = drafts.read(name);
        DraftView view = view(
                name,
                theirs,
                edited.text(),
                edited,
                "",
                theirs.isPresent()
                        ? "Somebody else changed the draft meanwhile. Your text is below, theirs beneath it. To save again replaces theirs."
                        : "The draft was published or given up meanwhile. Your text is below; to save it begins another.");
        return Deed.page(
                409,
                Templates.edit(new DraftView(
                        view.name(),
                        theirs.map(Draft::revision).orElse(0),
                        view.saved(),
                        view.text(),
                        view.author(),
                        view.note(),
                        view.review(),
                        theirs.map(Draft::definition).orElse(""),
                        null,
                        "",
                        view.problem())));
    }

    private Response refused(int status, String name, Edited edited, String why) {
        Optional<Draft> draft = drafts.read(name);
        DraftView view = view(name, draft, edited.definition == null ? "" : edited.definition, edited, "", why);
        return Deed.page(status, Templates.edit(view));
    }

    private Taxonomy right(String name, Edited edited) {
        return review.ofYaml(name, edited.text())
                .right()
                .orElseThrow(() -> ProblemException.conflict("the draft has mistakes: mend them first"));
    }

    private DraftView view(
            String name, Optional<Draft> draft, String text, Edited edited, String notice, String problem) {
        return new DraftView(
                name,
                edited.definition == null ? draft.map(Draft::revision).orElse(0) : edited.revision,
                draft.map(one -> "Change %d, saved by %s at %s."
                                .formatted(one.revision(), one.author().orElse("somebody"), Say.time(one.updatedAt())))
                        .orElse("It has not been saved yet: it begins with the version in force."),
                text,
                edited.author == null ? draft.flatMap(Draft::author).orElse("") : edited.author,
                edited.note == null ? "" : edited.note,
                ReviewView.of(text, review.ofYaml(name, text), inForce(name)),
                "",
                null,
                notice,
                problem);
    }

    private String inForce(String name) {
        return versions.inForce(name)
                .map((Release release) -> release.id().version().hash())
                .orElse("");
    }

    private Taxonomy newest(String name) {
        return versions.content(
                versions.inForce(name).isPresent()
                        ? versions.versionInForce(name)
                        : versions.all(name).getFirst());
    }

    private static void requireName(String name) {
        if (!NamedVersions.isName(name)) {
            throw ProblemException.notFound("no taxonomy can be called " + name);
        }
    }

    private static URI address(String name, String said) {
        UriBuilder address = UriBuilder.fromPath("/ui/taxonomy/{name}/draft");
        return said.isEmpty()
                ? address.build(name)
                : address.queryParam(said, "now").build(name);
    }
}
