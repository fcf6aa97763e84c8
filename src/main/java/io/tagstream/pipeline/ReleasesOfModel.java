package io.tagstream.pipeline;

import io.tagstream.catalog.LiveReleases;
import io.tagstream.catalog.LoadedRelease;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.encode.Encoder;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.taxonomy.TextEncoder;
import java.util.List;
import java.util.function.Supplier;

/**
 * The live releases of this worker's model, with labels compiled where nobody has yet.
 *
 * @param texts the model's text tower
 */
public record ReleasesOfModel(ReleaseStore store, ReleaseLoader loader, Encoder.Identity model, TextEncoder texts)
        implements Supplier<LiveReleases> {

    /** @throws Failure MODEL_NOT_IN_FORCE if the release in force is of another model */
    @Override
    public LiveReleases get() {
        Release active = store.active()
                .orElseThrow(() -> new Failure(FailureCode.TAXONOMY_INVALID, "the catalog has no release in force"));
        if (!active.id().modelDigest().equals(model.digest())) {
            throw new Failure(
                    FailureCode.MODEL_NOT_IN_FORCE,
                    ("the catalog's photos are tagged with model %s (%.12s), and this worker has %s (%.12s): give it that one"
                                    + " (tagstream.model.directory), or change the catalog over to this one: tagstream reembed")
                            .formatted(active.modelName(), active.id().modelDigest(), model.name(), model.digest()));
        }
        List<LoadedRelease> live = store.live().stream()
                .filter(release -> release.id().modelDigest().equals(model.digest()))
                .map(release -> loader.load(release, texts))
                .toList();
        return new LiveReleases(live, store.embeddingForm());
    }
}
