package io.tagstream.catalog;

import io.tagstream.catalog.Outcome.Tagged;
import io.tagstream.clip.Embedding;
import io.tagstream.tagging.ReleaseId;
import io.tagstream.tagging.Tagging;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The releases that photos of one model are tagged for, as they were at a moment: the one in force first. {@link Catalog#record} finds
 * out whether they still are.
 */
public final class LiveReleases {

    private final List<LoadedRelease> releases;
    private final EmbeddingForm form;

    /**
     * For one model.
     *
     * @param form how the catalog keeps embeddings
     */
    public LiveReleases(List<LoadedRelease> releases, EmbeddingForm form) {
        this.releases = releases.stream()
                .sorted(Comparator.comparing(
                        (LoadedRelease one) -> !one.release().isActive()))
                .toList();
        this.form = form;
    }

    public List<LoadedRelease> releases() {
        return releases;
    }

    /** The embedding as it will be read again: what it is tagged with today is what it is tagged with later. */
    public Embedding asStored(Embedding embedding) {
        return form.asStored(embedding);
    }

    /** One tagging for each release, that of the one in force first. */
    public List<Tagging> tag(Embedding photo) {
        return releases.stream().map(release -> release.tag(photo)).toList();
    }

    /** The same outcomes, with photos tagged for these releases; those that are already stay as they are. */
    public List<Outcome> retagged(List<Outcome> outcomes) {
        return outcomes.stream().map(this::retagged).toList();
    }

    private Outcome retagged(Outcome outcome) {
        return outcome instanceof Tagged tagged && !isFor(tagged)
                ? tagged.with(tag(asStored(tagged.embedding())))
                : outcome;
    }

    private boolean isFor(Tagged tagged) {
        List<ReleaseId> ids = releases.stream().map(one -> one.release().id()).toList();
        return tagged.taggings().stream().map(Tagging::release).toList().equals(ids);
    }

    /** Which of these releases it is. */
    Optional<LoadedRelease> loaded(Release release) {
        return releases.stream().filter(one -> one.release().isSame(release)).findFirst();
    }

    /**
     * Whether these are all live releases of their model, and the one in force is among them.
     *
     * @param live those of all models
     */
    boolean areStill(List<Release> live) {
        boolean inForce =
                live.stream().anyMatch(one -> one.isActive() && loaded(one).isPresent());
        long ofTheModel = live.stream().filter(this::isOfTheModel).count();
        return inForce
                && ofTheModel == releases.size()
                && live.stream().filter(this::isOfTheModel).allMatch(one -> loaded(one)
                        .isPresent());
    }

    private boolean isOfTheModel(Release release) {
        return releases.stream()
                .anyMatch(one ->
                        one.release().id().modelDigest().equals(release.id().modelDigest()));
    }
}
