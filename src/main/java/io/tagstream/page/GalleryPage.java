package io.tagstream.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.tagstream.catalog.PhotoRepository;
import io.tagstream.catalog.PhotoRow;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /}: the photos, newest first. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class GalleryPage {

    private static final int PAGE = 60;

    @CheckedTemplate(basePath = "page")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance gallery(List<PhotoRow> photos);
    }

    private final PhotoRepository photos;

    GalleryPage(PhotoRepository photos) {
        this.photos = photos;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance gallery(@RestQuery Optional<Long> before) {
        return Templates.gallery(photos.page(
                new PhotoRepository.Filter(Optional.empty(), Optional.of("catalogued"), Optional.empty()),
                before.orElse(Long.MAX_VALUE),
                PAGE));
    }
}
