package io.tagstream.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tagstream.api.ProblemException;
import io.tagstream.catalog.TaggedFeed;
import io.tagstream.catalog.TaggedFeed.News;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /ui/live}: photos as they are tagged. The page asks what is new every two seconds; a pause is an address without asking. */
@Path("/ui/live")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class LivePage {

    private static final int LIMIT = 60;

    /** Photos on a page that has been open for long; then it begins anew, so that a browser's memory does not grow for ever. */
    private static final int MAX_SHOWN = 600;

    @CheckedTemplate(basePath = "page")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance live(Live live);

        static native TemplateInstance liveNews(Live live);
    }

    /**
     * A part of the feed.
     *
     * @param shown photos on the page, these included
     * @param place where to go on
     */
    record Live(List<Shown> photos, int shown, String place, boolean paused) {

        public String next() {
            return "/ui/live/newer?place=%s&shown=%d".formatted(PagePaths.encoded(place), shown);
        }
    }

    /** A photo of the feed. */
    record Shown(String id, String page, String thumbnail, String at) {}

    private final TaggedFeed feed;

    LivePage(TaggedFeed feed) {
        this.feed = feed;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance live(@RestQuery Optional<String> paused) {
        return Templates.live(live(feed.newest(LIMIT), 0, paused.isPresent()));
    }

    @GET
    @Path("newer")
    @Operation(hidden = true)
    public Response newer(@RestQuery @DefaultValue("") String place, @RestQuery @DefaultValue("0") int shown) {
        News news = news(place);
        Response.ResponseBuilder answer = Response.ok(Templates.liveNews(live(news, shown, false)));
        return (shown > MAX_SHOWN ? answer.header("HX-Refresh", "true") : answer).build();
    }

    private News news(String place) {
        try {
            return feed.since(place, LIMIT);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("place " + e.getMessage());
        }
    }

    private static Live live(News news, int shown, boolean paused) {
        List<Shown> photos = news.photos().stream()
                .map(photo -> new Shown(
                        photo.id(),
                        PagePaths.photo(photo.id()),
                        PagePaths.picture(photo.number(), Optional.of(photo.content()), PictureSize.SMALL),
                        Say.time(photo.at())))
                .toList();
        return new Live(photos, shown + photos.size(), news.place(), paused);
    }
}
