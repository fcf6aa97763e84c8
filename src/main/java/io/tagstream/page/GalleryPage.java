package io.tagstream.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tagstream.api.ProblemException;
import io.tagstream.api.Questions;
import io.tagstream.api.Uploads;
import io.tagstream.clip.Embedding;
import io.tagstream.encode.Encoder;
import io.tagstream.search.Counts;
import io.tagstream.search.FoundPage;
import io.tagstream.search.Search;
import io.tagstream.search.SearchModel;
import io.tagstream.search.SearchRequest;
import io.tagstream.search.Unanswerable;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** {@code /}: the photos, newest first, or those that a search finds. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class GalleryPage {

    /** Photos fetched at a time: two screens of a large window. */
    private static final int LIMIT = 60;

    @CheckedTemplate(basePath = "page")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance gallery(Gallery gallery);

        static native TemplateInstance cards(Gallery gallery);

        static native TemplateInstance counts(CountsView counts);

        static native TemplateInstance countsPage(CountsView counts);
    }

    private final Search search;
    private final SearchModel model;
    private final Questions questions;
    private final Cards cards;
    private final CountsCache counts;

    GalleryPage(Search search, SearchModel model, Questions questions, Cards cards, CountsCache counts) {
        this.search = search;
        this.model = model;
        this.questions = questions;
        this.cards = cards;
        this.counts = counts;
    }

    @GET
    @Operation(hidden = true)
    public Response gallery(UriInfo address) {
        SearchAddress asked = SearchAddress.of(address.getQueryParameters());
        try {
            return Response.ok(Templates.gallery(found(asked))).build();
        } catch (Unanswerable e) {
            return failed(asked, e.detail());
        } catch (ProblemException e) {
            return failed(asked, String.valueOf(e.getMessage()));
        }
    }

    /** The search stays in its box, so that it can be put right. */
    private static Response failed(SearchAddress asked, String problem) {
        return Response.status(Response.Status.BAD_REQUEST)
                .entity(Templates.gallery(Gallery.failed(asked, problem)))
                .build();
    }

    @GET
    @Path("ui/more")
    @Operation(hidden = true)
    public TemplateInstance more(UriInfo address) {
        return Templates.cards(found(SearchAddress.of(address.getQueryParameters())));
    }

    @GET
    @Path("ui/counts")
    @Operation(hidden = true)
    public TemplateInstance counts(UriInfo address, @HeaderParam("HX-Request") @Nullable String htmx) {
        SearchAddress asked = SearchAddress.of(address.getQueryParameters()).start();
        Counts found = counts.of(asked.toString(), () -> search.counts(request(asked)));
        CountsView view = CountsView.of(found, asked);
        return htmx == null ? Templates.countsPage(view) : Templates.counts(view);
    }

    @POST
    @Path("ui/picture")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Response byPicture(@RestForm("file") @Nullable FileUpload file) {
        Embedding point =
                questions.embedPhotos(List.of(Uploads.source(questions, file))).getFirst();
        String picture = PointText.write(point, model.identity().digest());
        return Response.seeOther(URI.create("/?picture=" + picture)).build();
    }

    private Gallery found(SearchAddress asked) {
        FoundPage page = search.find(request(asked));
        return Gallery.of(asked, page, cards.of(page.photos()));
    }

    private SearchRequest request(SearchAddress asked) {
        SearchRequest request = asked.request(LIMIT);
        Encoder.Identity identity = model.identity();
        return asked.one("picture")
                .map(text -> request.withPicture(PointText.read(text, identity.digest(), identity.dimensions())))
                .orElse(request);
    }
}
