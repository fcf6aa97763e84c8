package io.tagstream.api;

import io.smallrye.common.annotation.Blocking;
import io.tagstream.api.SearchViews.CountsView;
import io.tagstream.api.SearchViews.FoundView;
import io.tagstream.clip.Embedding;
import io.tagstream.search.Search;
import io.tagstream.search.SearchRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** {@code /search}: photos by what they resemble, and by what is known of them. */
@Path("/search")
@Tag(name = "search")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@APIResponse(responseCode = "200")
@APIResponse(
        responseCode = "400",
        description = "A field is wrong or beyond its limit; detail begins with its name",
        content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@APIResponse(
        responseCode = "409",
        description = "The photo was rejected, or is not known to the model in force, or this worker has another model")
@APIResponse(responseCode = "503", description = "Too many questions at a time; Retry-After says when to ask again")
public class SearchResource {

    private final Search search;
    private final Questions questions;

    SearchResource(Search search, Questions questions) {
        this.search = search;
        this.questions = questions;
    }

    @GET
    @Operation(
            summary = "Photos by a text, by a photo, or by what is known of them",
            description = "The most relevant first; without a text and a photo, the newest first")
    @APIResponse(responseCode = "404", description = "The photo is not in the catalog")
    public FoundView find(@BeanParam SearchParameters parameters, UriInfo address) {
        return FoundView.of(search.find(asking(parameters, address)));
    }

    @GET
    @Path("counts")
    @Operation(
            summary = "How many of the photos have which tags, facets, owners, formats and months",
            description = "Of all pages together; limit and after are of no concern")
    @APIResponse(responseCode = "404", description = "The photo is not in the catalog")
    public CountsView counts(@BeanParam SearchParameters parameters, UriInfo address) {
        return CountsView.of(search.counts(parameters.request(address)));
    }

    @POST
    @Consumes({"image/*", MediaType.APPLICATION_OCTET_STREAM})
    @Operation(
            summary = "Photos that resemble a picture",
            description = "The picture is the body; its bytes tell its format. To turn the page, it is sent again")
    @APIResponse(responseCode = "413", description = "The picture is larger than tagstream.fetch.max-bytes")
    @APIResponse(responseCode = "422", description = "The picture cannot be decoded; code says why")
    public FoundView body(
            @RequestBody(content = @Content(schema = @Schema(type = SchemaType.STRING, format = "binary")))
                    InputStream body,
            @BeanParam SearchParameters parameters,
            UriInfo address) {
        return like(questions.sent(body), parameters.request(address));
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            summary = "Photos that resemble a picture",
            description = "The picture is the part named file; everything else is in the query")
    @APIResponse(responseCode = "413", description = "The picture is larger than tagstream.fetch.max-bytes")
    @APIResponse(responseCode = "422", description = "The picture cannot be decoded; code says why")
    public FoundView form(
            @RestForm("file") @Nullable FileUpload file, @BeanParam SearchParameters parameters, UriInfo address) {
        return like(Uploads.source(questions, file), parameters.request(address));
    }

    private FoundView like(Questions.Source picture, SearchRequest request) {
        Embedding embedding = questions.embedPhotos(List.of(picture)).getFirst();
        return FoundView.of(search.find(request.withPicture(embedding)));
    }

    /** Somebody who asks for nothing has forgotten something. */
    private static SearchRequest asking(SearchParameters parameters, UriInfo address) {
        SearchRequest request = parameters.request(address);
        if (request.asksNothing()) {
            throw ProblemException.badRequest(
                    "q is missing, and so is everything else: say a text, a photo or a filter; /photos lists all");
        }
        return request;
    }
}
