package io.tagstream.api;

import io.tagstream.api.TaxonomyViews.PublishedView;
import io.tagstream.api.TaxonomyViews.VersionView;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.VersionStore;
import io.tagstream.catalog.VersionStore.StoredVersion;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyVersion;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/** Stores versions that have been found to be right, and says what to do next. */
@Singleton
class Publisher {

    private final VersionStore versions;
    private final ReleaseStore releases;

    Publisher(VersionStore versions, ReleaseStore releases) {
        this.versions = versions;
        this.releases = releases;
    }

    /** 201 for a version that was not there, else 200. */
    Response publish(Taxonomy taxonomy, Optional<String> author, Optional<String> note, UriInfo address) {
        boolean known = !versions.named(TaxonomyVersion.of(taxonomy).hash()).isEmpty();
        StoredVersion stored = versions.store(taxonomy, author, note);
        return Response.status(known ? Response.Status.OK : Response.Status.CREATED)
                .location(address.getBaseUriBuilder()
                        .path("taxonomies/{name}/versions/{version}")
                        .build(stored.taxonomy(), stored.version().hash()))
                .entity(PublishedView.of(stored, VersionView.of(stored, releases.live())))
                .build();
    }
}
