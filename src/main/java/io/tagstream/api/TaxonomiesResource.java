package io.tagstream.api;

import io.smallrye.common.annotation.Blocking;
import io.tagstream.api.TaxonomyViews.DiffView;
import io.tagstream.api.TaxonomyViews.NamedView;
import io.tagstream.api.TaxonomyViews.TaxonomiesView;
import io.tagstream.api.TaxonomyViews.VersionView;
import io.tagstream.api.TaxonomyViews.VersionsView;
import io.tagstream.catalog.DraftStore;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.TaxonomyList;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyDiff;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
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

/** {@code /taxonomies}: what photos can be tagged with, as data. */
@Path("/taxonomies")
@Tag(name = "taxonomy")
@Blocking
@APIResponse(responseCode = "200")
@APIResponse(
        responseCode = "404",
        description = "There is no such taxonomy, version or draft",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
public class TaxonomiesResource {

    private static final String DRAFT = "draft";

    private final TaxonomyList taxonomies;
    private final Publisher publisher;
    private final NamedVersions versions;
    private final ReleaseStore releases;
    private final DraftStore drafts;
    private final TaxonomyReview review;

    TaxonomiesResource(
            TaxonomyList taxonomies,
            Publisher publisher,
            NamedVersions versions,
            ReleaseStore releases,
            DraftStore drafts,
            TaxonomyReview review) {
        this.taxonomies = taxonomies;
        this.publisher = publisher;
        this.versions = versions;
        this.releases = releases;
        this.drafts = drafts;
        this.review = review;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "All taxonomies, and which of them photos are tagged with")
    public TaxonomiesView list() {
        return new TaxonomiesView(taxonomies.read().stream().map(NamedView::of).toList());
    }

    @GET
    @Path("{name}")
    @Produces({MediaType.APPLICATION_JSON, Notation.YAML_TYPE})
    @Operation(
            summary = "A taxonomy as it is in force",
            description =
                    "With the fields of docs/taxonomy.md, so that it can be changed and sent back. The ETag is the version")
    public Response inForce(@RestPath String name, HttpHeaders headers) {
        return Notation.wanted(headers).response(versions.content(versions.versionInForce(name)));
    }

    @PUT
    @Path("{name}")
    @Consumes({MediaType.APPLICATION_JSON, Notation.YAML_TYPE, Notation.OLD_YAML_TYPE, Notation.OLD_YAML_TEXT})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Publishes a version of a taxonomy",
            description = "It is stored for good, and photos are tagged as before until somebody changes over to it")
    @APIResponse(
            responseCode = "200",
            description = "There was this version already; author and note are those of the first time")
    @APIResponse(responseCode = "201", description = "It is a new version")
    @APIResponse(responseCode = "413", description = "It is larger than 1 MiB")
    @APIResponse(
            responseCode = "422",
            description = "It cannot be used; problems says all that is wrong",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response publish(
            @RestPath String name,
            @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT))) InputStream body,
            @Parameter(description = "Who publishes it; nobody checks it") @RestQuery Optional<String> author,
            @Parameter(description = "Why") @RestQuery Optional<String> note,
            HttpHeaders headers,
            UriInfo address) {
        Optional<String> who = Remarks.author(author);
        Optional<String> why = Remarks.note(note);
        Taxonomy taxonomy =
                review.of(name, SentTaxonomy.of(name, headers, body)).rightOrProblem("taxonomy " + name);
        return publisher.publish(taxonomy, who, why, address);
    }

    @GET
    @Path("{name}/versions")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Versions of a taxonomy, the newest first")
    public VersionsView versions(
            @RestPath String name, @Parameter(description = "1 to 200") @RestQuery @DefaultValue("50") String limit) {
        int size = Limit.parse(limit);
        List<Release> live = releases.live();
        return new VersionsView(
                name,
                versions.all(name).stream()
                        .limit(size)
                        .map(version -> VersionView.of(version, live))
                        .toList());
    }

    @GET
    @Path("{name}/versions/{version}")
    @Produces({MediaType.APPLICATION_JSON, Notation.YAML_TYPE})
    @Operation(summary = "A version of a taxonomy")
    @APIResponse(responseCode = "400", description = "It is no hash, or the beginning of more than one")
    public Response version(
            @RestPath String name,
            @Parameter(description = "Its hash, or the first digits of it") @RestPath String version,
            HttpHeaders headers) {
        return Notation.wanted(headers).response(versions.content(versions.version(name, version)));
    }

    @GET
    @Path("{name}/diff")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Operation(summary = "What is not the same in two versions, and whether photos can get other tags for it")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = DiffView.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN)
            })
    @APIResponse(responseCode = "422", description = "The draft cannot be read as a taxonomy; problems says why")
    public Response diff(
            @RestPath String name,
            @Parameter(description = "A version, or draft; the version in force if it is left out") @RestQuery
                    Optional<String> from,
            @Parameter(description = "A version, or draft; the draft if it is left out") @RestQuery Optional<String> to,
            HttpHeaders headers) {
        TaxonomyDiff diff = TaxonomyDiff.between(
                from.map(side -> side(name, side)).orElseGet(() -> versions.content(versions.versionInForce(name))),
                side(name, to.orElse(DRAFT)));
        boolean text = headers.getAcceptableMediaTypes().getFirst().isCompatible(MediaType.TEXT_PLAIN_TYPE)
                && !headers.getAcceptableMediaTypes().getFirst().isWildcardType();
        return text
                ? Response.ok(diff.text(), MediaType.TEXT_PLAIN + ";charset=UTF-8")
                        .build()
                : Response.ok(DiffView.of(diff), MediaType.APPLICATION_JSON).build();
    }

    private Taxonomy side(String name, String side) {
        if (!side.equals(DRAFT)) {
            return versions.content(versions.version(name, side));
        }
        return Optional.of(name)
                .filter(NamedVersions::isName)
                .flatMap(drafts::read)
                .map(draft -> review.ofYaml(name, draft.definition()).orProblem("the draft of " + name))
                .orElseThrow(() -> DraftResource.noDraft(name));
    }
}
