package io.tagstream.pipeline;

import io.tagstream.catalog.EmbeddingForm;
import io.tagstream.catalog.LiveReleases;
import io.tagstream.catalog.LoadedRelease;
import io.tagstream.catalog.Release;
import io.tagstream.encode.Encoder;
import io.tagstream.tagging.Fitting;
import io.tagstream.tagging.Tagger;
import io.tagstream.taxonomy.LabelMatrix;
import io.tagstream.taxonomy.Taxonomies;
import io.tagstream.taxonomy.Taxonomy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Releases without a catalog. */
final class Releases {

    private Releases() {}

    /** One release of an everyday taxonomy. */
    static CurrentReleases of(Encoder encoder) {
        Encoder.Identity model = encoder.identity();
        Taxonomy taxonomy = Taxonomies.read(Taxonomies.EVERYDAY);
        Tagger tagger = new Tagger(
                LabelMatrix.compile(taxonomy, model.digest(), encoder::encodeTexts),
                Fitting.none(model.digest()),
                encoder.head().scale());
        Release release = new Release(
                1,
                tagger.release(),
                1,
                1,
                taxonomy.name(),
                model.name(),
                Optional.empty(),
                Release.State.COMPLETE,
                Release.Standing.ACTIVE,
                Optional.empty(),
                Instant.EPOCH,
                Optional.of(Instant.EPOCH));
        LiveReleases live = new LiveReleases(List.of(new LoadedRelease(release, taxonomy, tagger)), EmbeddingForm.REAL);
        return new CurrentReleases(() -> live);
    }
}
