package io.tagstream.page;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tagstream.api.ProblemException;
import io.tagstream.catalog.PhotoSources;
import io.tagstream.photo.ContentHash;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /ui/thumbnails/NUMBER?v=HASH}: pictures of photos, by the catalog's number. */
@Path("/ui/thumbnails")
public class ThumbnailResource {

    /** Digits of the content's hash that an address carries, so that it stands for these bytes for ever. */
    static final int HASH_DIGITS = 12;

    private static final String FOR_EVER = "private, max-age=31536000, immutable";
    private static final String ASK_EACH_TIME = "private, no-cache";
    private static final String NOT_KEPT = "no-store";

    private static final int GONE = 404;
    private static final int AWAY = 503;

    private final PhotoSources sources;
    private final Pictures pictures;

    ThumbnailResource(PhotoSources sources, Pictures pictures) {
        this.sources = sources;
        this.pictures = pictures;
    }

    @GET
    @Path("{photo:\\d{1,18}}")
    @Operation(hidden = true)
    @RunOnVirtualThread
    public Response thumbnail(
            @RestPath long photo,
            @RestQuery @DefaultValue("small") String size,
            @RestQuery Optional<String> v,
            @Context Request request) {
        PictureSize wanted = size(size);
        PhotoSources.Known known = sources.of(photo)
                .orElseThrow(() -> ProblemException.notFound("no photo with a picture has the number " + photo));
        ContentHash content = known.content();
        EntityTag tag = new EntityTag(content.hex() + "-" + wanted.word());
        String caching = v.filter(content.hex()::startsWith)
                .filter(hash -> hash.length() == HASH_DIGITS)
                .map(_ -> FOR_EVER)
                .orElse(ASK_EACH_TIME);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        if (unchanged != null) {
            return unchanged.tag(tag).header(HttpHeaders.CACHE_CONTROL, caching).build();
        }
        return switch (pictures.of(known, wanted)) {
            case Picture.Seen seen ->
                Response.ok(seen.jpeg(), "image/jpeg")
                        .tag(tag)
                        .header(HttpHeaders.CACHE_CONTROL, caching)
                        .build();
            case Picture.Unseen unseen -> placeholder(unseen);
        };
    }

    private static PictureSize size(String word) {
        return Arrays.stream(PictureSize.values())
                .filter(size -> size.word().equals(word))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest("size is neither small nor large: " + word));
    }

    /** Browsers show the picture of an answer whatever its status says. */
    private static Response placeholder(Picture.Unseen unseen) {
        return Response.status(unseen.passing() ? AWAY : GONE)
                .type("image/svg+xml")
                .entity(Placeholder.svg(unseen.reason().toLowerCase(Locale.ROOT).replace('_', ' ')))
                .header(HttpHeaders.CACHE_CONTROL, NOT_KEPT)
                .build();
    }
}
