package io.tagstream.app;

import io.tagstream.catalog.DraftStore;
import io.tagstream.catalog.EmbeddingStore;
import io.tagstream.catalog.PhotoSources;
import io.tagstream.catalog.RejectedPhotos;
import io.tagstream.catalog.TagCounts;
import io.tagstream.catalog.TaggedFeed;
import io.tagstream.catalog.TaxonomyList;
import io.tagstream.catalog.VerdictStore;
import io.tagstream.intake.Retries;
import io.tagstream.intake.UploadAnnouncement;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** The parts of the catalog that only REST and the page ask for. */
@Dependent
class CatalogReaders {

    @Produces
    @Singleton
    TaxonomyList taxonomyList(DataSource dataSource) {
        return new TaxonomyList(dataSource);
    }

    @Produces
    @Singleton
    DraftStore draftStore(DataSource dataSource) {
        return new DraftStore(dataSource);
    }

    @Produces
    @Singleton
    VerdictStore verdictStore(DataSource dataSource) {
        return new VerdictStore(dataSource);
    }

    @Produces
    @Singleton
    RejectedPhotos rejectedPhotos(DataSource dataSource) {
        return new RejectedPhotos(dataSource);
    }

    @Produces
    @Singleton
    TagCounts tagCounts(DataSource dataSource) {
        return new TagCounts(dataSource);
    }

    @Produces
    @Singleton
    Retries retries(RejectedPhotos rejected, UploadAnnouncement uploads) {
        return new Retries(rejected, uploads::announceAll);
    }

    @Produces
    @Singleton
    EmbeddingStore embeddingStore(DataSource dataSource) {
        return new EmbeddingStore(dataSource);
    }

    @Produces
    @Singleton
    PhotoSources photoSources(DataSource dataSource) {
        return new PhotoSources(dataSource);
    }

    @Produces
    @Singleton
    TaggedFeed taggedFeed(DataSource dataSource) {
        return new TaggedFeed(dataSource);
    }
}
