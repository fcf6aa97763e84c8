package io.tagstream.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tagstream.api.Explanations;
import io.tagstream.api.ProblemException;
import io.tagstream.catalog.Corrections;
import io.tagstream.catalog.PhotoRepository;
import io.tagstream.catalog.PhotoRow;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.page.Cards.Card;
import io.tagstream.photo.PhotoId;
import io.tagstream.search.Search;
import io.tagstream.search.SearchRequest;
import io.tagstream.tagging.Verdict;
import io.tagstream.taxonomy.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /ui/photos/ID}: a photo, its tags and why, what resembles it, and what people say of it. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class PhotoPage {

    private static final String SIMILAR = "12";

    @CheckedTemplate(basePath = "page")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance photo(PhotoView photo);

        static native TemplateInstance tags(PhotoTagsView tags);

        static native TemplateInstance explanation(ExplanationBars explanation);

        static native TemplateInstance similar(List<Card> cards);

        static native TemplateInstance suggestions(List<Tag> tags);
    }

    private final PhotoRepository photos;
    private final TagsOfPhoto tags;
    private final Corrections corrections;
    private final Explanations explanations;
    private final ReleaseStore releases;
    private final Search search;
    private final Cards cards;

    PhotoPage(
            PhotoRepository photos,
            TagsOfPhoto tags,
            Corrections corrections,
            Explanations explanations,
            ReleaseStore releases,
            Search search,
            Cards cards) {
        this.photos = photos;
        this.tags = tags;
        this.corrections = corrections;
        this.explanations = explanations;
        this.releases = releases;
        this.search = search;
        this.cards = cards;
    }

    @GET
    @Path("ui/photos/{id:.+}")
    @Operation(hidden = true)
    public TemplateInstance photo(@RestPath String id) {
        PhotoRow row = known(id);
        Optional<PhotoTagsView> view = row.status.equals("catalogued") ? Optional.of(tags.of(row)) : Optional.empty();
        return Templates.photo(PhotoView.of(row, view));
    }

    @GET
    @Path("ui/explanation")
    @Operation(hidden = true)
    public TemplateInstance explanation(@RestQuery @DefaultValue("") String photo) {
        return Templates.explanation(ExplanationBars.of(explanations.explain(
                known(photo),
                releases.active().orElseThrow(() -> ProblemException.conflict("no release is in force")),
                new Explanations.Extent(false, false))));
    }

    @GET
    @Path("ui/similar")
    @Operation(hidden = true)
    public TemplateInstance similar(@RestQuery @DefaultValue("") String photo) {
        SearchRequest request = SearchRequest.of(name -> switch (name) {
            case "photo" -> List.of(photo);
            case "limit" -> List.of(SIMILAR);
            default -> List.of();
        });
        return Templates.similar(cards.of(search.find(request).photos()));
    }

    @GET
    @Path("ui/tag-names")
    @Operation(hidden = true)
    public TemplateInstance tagNames(@RestQuery @DefaultValue("") String tag) {
        return Templates.suggestions(tags.suggested(tag));
    }

    /**
     * Writes down what somebody says of a tag.
     *
     * @param verdict accepted, rejected, or none to take back what was said
     */
    @POST
    @Path("ui/verdicts")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response say(
            @RestForm @DefaultValue("") String photo,
            @RestForm @DefaultValue("") String tag,
            @RestForm @DefaultValue("") String verdict,
            @HeaderParam("HX-Request") @Nullable String htmx) {
        PhotoRow row = known(photo);
        Tag meant = tags.typed(tag)
                .orElseThrow(() -> ProblemException.badRequest("the taxonomy in force has no tag “%s”".formatted(tag)));
        String done = said(new PhotoId(photo), meant, verdict);
        if (htmx == null) {
            return Response.seeOther(URI.create(PagePaths.photo(photo))).build();
        }
        return Response.ok(Templates.tags(tags.of(row)))
                .header(Announcement.HEADER, Announcement.of(done))
                .build();
    }

    private String said(PhotoId photo, Tag tag, String verdict) {
        String taxonomy = tags.taxonomy().name();
        return switch (verdict) {
            case "accepted" ->
                sentence(
                        corrections.say(photo, taxonomy, tag.id(), Verdict.ACCEPTED, Optional.empty()),
                        tag.name() + " is accepted.");
            case "rejected" ->
                sentence(
                        corrections.say(photo, taxonomy, tag.id(), Verdict.REJECTED, Optional.empty()),
                        tag.name() + " is rejected.");
            case "none" ->
                sentence(
                        corrections.takeBack(photo, taxonomy, tag.id()),
                        "What was said of " + tag.name() + " is taken back.");
            default -> throw ProblemException.badRequest("verdict is neither accepted, rejected nor none: " + verdict);
        };
    }

    private static String sentence(Corrections.Result result, String sentence) {
        return switch (result) {
            case STORED -> sentence;
            case KNOWN -> "That was so before.";
            case PHOTO_UNKNOWN -> throw ProblemException.notFound("the photo is not in the catalog any more");
            case TAG_UNKNOWN -> throw ProblemException.badRequest("the taxonomy has no such tag any more");
        };
    }

    private PhotoRow known(String id) {
        return Optional.of(id)
                .filter(PhotoPage::isId)
                .flatMap(photos::findByPhotoId)
                .orElseThrow(
                        () -> ProblemException.notFound("no event about photo “%s” has been processed".formatted(id)));
    }

    static boolean isId(String id) {
        try {
            return !new PhotoId(id).value().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
