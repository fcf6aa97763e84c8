package io.tagstream.api;

import io.smallrye.common.annotation.Blocking;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.VersionStore;
import io.tagstream.taxonomy.Taxonomy;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /taxonomy}. */
@Path("/taxonomy")
@Tag(name = "taxonomy")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class TaxonomyResource {

    private final ReleaseStore releases;
    private final VersionStore versions;

    TaxonomyResource(ReleaseStore releases, VersionStore versions) {
        this.releases = releases;
        this.versions = versions;
    }

    @GET
    @Operation(summary = "The taxonomy that photos are tagged with")
    public TaxonomyView active() {
        Taxonomy taxonomy = releases.active()
                .flatMap(release -> versions.read(release.id().version()))
                .orElseThrow(() -> ProblemException.notFound("no taxonomy has been loaded"));
        return TaxonomyView.of(taxonomy);
    }
}
