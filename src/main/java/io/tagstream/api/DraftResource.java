package io.tagstream.api;

import io.smallrye.common.annotation.Blocking;
import io.tagstream.api.TaxonomyReview.Finding;
import io.tagstream.api.TaxonomyViews.DraftView;
import io.tagstream.catalog.DraftStore;
import io.tagstream.catalog.DraftStore.Draft;
import io.tagstream.photo.ContentHash;
import io.tagstream.taxonomy.InvalidTaxonomy;
import io.tagstream.taxonomy.Taxonomy;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /taxonomies/{name}/draft}: a taxonomy that is being worked on, perhaps by several people. */
@Path("/taxonomies/{name}/draft")
@Tag(name = "taxonomy")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@APIResponse(
        responseCode = "404",
        description = "There is no draft of this taxonomy",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@APIResponse(responseCode = "412", description = "The draft is not what If-Match says any more: read it again")
@APIResponse(responseCode = "428", description = "There is a draft, and If-Match does not say which ETag was read")
public class DraftResource {

    /** Two drafts of one revision are told apart by their content, if one was removed between them. */
    private static final int TAG_DIGITS = 12;

    private final DraftStore drafts;
    private final NamedVersions versions;
    private final TaxonomyReview review;
    private final Publisher publisher;

    DraftResource(DraftStore drafts, NamedVersions versions, TaxonomyReview review, Publisher publisher) {
        this.drafts = drafts;
        this.versions = versions;
        this.review = review;
        this.publisher = publisher;
    }

    static ProblemException noDraft(String name) {
        return ProblemException.notFound(
                "there is no draft of taxonomy %s; PUT /taxonomies/%s/draft begins one".formatted(name, name));
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Notation.YAML_TYPE})
    @Operation(
            summary = "The draft, and what is wrong with it",
            description = "As application/yaml, the text alone, as it was sent")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = DraftView.class)),
                @Content(mediaType = Notation.YAML_TYPE)
            })
    public Response read(@RestPath String name, HttpHeaders headers) {
        Draft draft = require(name);
        return switch (Notation.wanted(headers)) {
            case JSON -> response(Response.Status.OK, draft);
            case YAML ->
                Response.ok(draft.definition(), Notation.YAML_TYPE)
                        .tag(tag(draft))
                        .build();
        };
    }

    @PUT
    @Consumes({MediaType.APPLICATION_JSON, Notation.YAML_TYPE, Notation.OLD_YAML_TYPE, Notation.OLD_YAML_TEXT})
    @Operation(
            summary = "Begins or replaces the draft",
            description = "It may have mistakes, which the answer lists. JSON is kept as YAML")
    @APIResponse(
            responseCode = "200",
            description = "It is replaced",
            content = @Content(schema = @Schema(implementation = DraftView.class)))
    @APIResponse(
            responseCode = "201",
            description = "It is begun",
            content = @Content(schema = @Schema(implementation = DraftView.class)))
    @APIResponse(responseCode = "413", description = "It is larger than 1 MiB")
    public Response write(
            @RestPath String name,
            @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT))) InputStream body,
            @Parameter(description = "Who changes it; nobody checks it") @RestQuery Optional<String> author,
            @Parameter(
                            description =
                                    "The version that it is made from; by default that of the draft so far, or in force")
                    @RestQuery
                    Optional<String> basedOn,
            @Parameter(description = "The ETag that was read; needed if there is a draft") @RestHeader("If-Match")
                    Optional<String> ifMatch,
            @Parameter(description = "*, to begin a draft only if there is none") @RestHeader("If-None-Match")
                    Optional<String> ifNoneMatch,
            HttpHeaders headers) {
        requireName(name);
        Optional<String> who = Remarks.author(author);
        Optional<String> base =
                basedOn.map(prefix -> versions.version(name, prefix).version().hash());
        Optional<Draft> before = drafts.read(name);
        if (before.isPresent() && ifNoneMatch.isPresent()) {
            throw changed("there is a draft of %s already".formatted(name));
        }
        if (before.isEmpty() && ifMatch.isPresent()) {
            throw changed("there is no draft of %s any more".formatted(name));
        }
        before.ifPresent(draft -> requireRead(draft, ifMatch));
        String yaml = yaml(name, SentTaxonomy.of(name, headers, body));
        Optional<Draft> after = before.isPresent()
                ? drafts.replace(name, before.get().revision(), yaml, base.or(before.get()::basedOn), who)
                : drafts.begin(name, yaml, base.or(() -> inForce(name)), who);
        return response(
                before.isPresent() ? Response.Status.OK : Response.Status.CREATED,
                after.orElseThrow(() -> changed("somebody else changed the draft of %s meanwhile".formatted(name))));
    }

    @DELETE
    @Operation(summary = "Gives the draft up")
    @APIResponse(responseCode = "204", description = "It is gone")
    public void remove(@RestPath String name, @RestHeader("If-Match") Optional<String> ifMatch) {
        Draft draft = require(name);
        requireRead(draft, ifMatch);
        if (!drafts.remove(name, draft.revision())) {
            throw changed("somebody else changed the draft of %s meanwhile".formatted(name));
        }
    }

    @POST
    @Path("publish")
    @Operation(
            summary = "Makes a version of the draft, which is gone then",
            description = "Photos are tagged as before until somebody changes over to it")
    @APIResponse(responseCode = "200", description = "There was this version already")
    @APIResponse(responseCode = "201", description = "It is a new version")
    @APIResponse(
            responseCode = "422",
            description = "It has mistakes; problems says all that is wrong",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response publish(
            @RestPath String name,
            @Parameter(description = "Who publishes it; by default who changed it last") @RestQuery
                    Optional<String> author,
            @Parameter(description = "Why") @RestQuery Optional<String> note,
            @RestHeader("If-Match") Optional<String> ifMatch,
            UriInfo address) {
        Optional<String> who = Remarks.author(author);
        Optional<String> why = Remarks.note(note);
        Draft draft = require(name);
        requireRead(draft, ifMatch);
        Taxonomy taxonomy = review.ofYaml(name, draft.definition()).rightOrProblem("the draft of " + name);
        Response published = publisher.publish(taxonomy, who.or(draft::author), why, address);
        drafts.remove(
                name, draft.revision()); // unless somebody goes on with it: what was read is published, and that stays
        return published;
    }

    private Draft require(String name) {
        return Optional.of(name)
                .filter(NamedVersions::isName)
                .flatMap(drafts::read)
                .orElseThrow(() -> noDraft(name));
    }

    private Optional<String> inForce(String name) {
        return versions.inForce(name).map(release -> release.id().version().hash());
    }

    /** The content may be wrong for long, but an address that no taxonomy can have is wrong for good. */
    private static void requireName(String name) {
        if (!NamedVersions.isName(name)) {
            throw ProblemException.badRequest(
                    "a taxonomy is named by at most 64 small letters, digits and hyphens; this is no name: " + name);
        }
    }

    private static String yaml(String name, SentTaxonomy sent) {
        try {
            return sent.yaml();
        } catch (InvalidTaxonomy e) {
            throw ProblemException.unusable("the draft of " + name, TaxonomyReview.mistakes(e.problems()));
        }
    }

    private static void requireRead(Draft draft, Optional<String> ifMatch) {
        String read = ifMatch.orElseThrow(() -> new ProblemException(
                428, "somebody may have changed the draft: say in If-Match which ETag you have read"));
        String now = "\"" + tag(draft).getValue() + "\"";
        if (Arrays.stream(read.split(",", -1))
                .map(String::strip)
                .noneMatch(tag -> tag.equals("*") || tag.equals(now))) {
            throw changed("the draft of %s is %s now, not %s".formatted(draft.taxonomy(), now, read));
        }
    }

    private static ProblemException changed(String detail) {
        return new ProblemException(412, detail);
    }

    private static EntityTag tag(Draft draft) {
        byte[] content = draft.definition().getBytes(StandardCharsets.UTF_8);
        return new EntityTag(
                draft.revision() + "-" + ContentHash.of(content).hex().substring(0, TAG_DIGITS));
    }

    private Response response(Response.Status status, Draft draft) {
        Finding finding = review.ofYaml(draft.taxonomy(), draft.definition());
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .tag(tag(draft))
                .entity(DraftView.of(draft, finding))
                .build();
    }
}
