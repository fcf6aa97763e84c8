package io.tagstream.retag;

import io.tagstream.catalog.FittingStore;
import io.tagstream.catalog.FittingStore.StoredFitting;
import io.tagstream.catalog.LoadedRelease;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.VersionStore;
import io.tagstream.catalog.VersionStore.StoredVersion;
import io.tagstream.tagging.ReleaseId;
import io.tagstream.taxonomy.LabelMatrix;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyVersion;
import io.tagstream.taxonomy.TextEncoder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Finds what people mean when they name a release or a version of a taxonomy, whether or not the release has been made. */
public final class Targets {

    /** For a fitting: none, though the release in force has one. */
    public static final String NO_FITTING = "none";

    /** The number of a version that the catalog does not have. */
    static final int NO_VERSION = 0;

    /** As many digits as nobody types by mistake. */
    private static final int MIN_DIGITS = 4;

    /**
     * What is meant.
     *
     * @param release with the number 0 and no state of its own where the catalog does not have it yet
     * @param labels its compiled labels, where the catalog has them, be it from another release of its version and model
     */
    @SuppressWarnings("ArrayRecordComponent") // large, and never compared
    public record Target(Release release, Taxonomy taxonomy, Optional<float[]> labels) {

        public ReleaseId id() {
            return release.id();
        }

        public boolean exists() {
            return release.number() > 0;
        }

        public Target with(float[] compiled) {
            return new Target(release, taxonomy, Optional.of(compiled));
        }
    }

    private final ReleaseStore releases;
    private final VersionStore versions;
    private final FittingStore fittings;
    private final ReleaseLoader loader;

    public Targets(DataSource dataSource, ReleaseLoader loader) {
        this.releases = new ReleaseStore(dataSource);
        this.versions = new VersionStore(dataSource);
        this.fittings = new FittingStore(dataSource);
        this.loader = loader;
    }

    /**
     * The release of that name, or that of the version, for the model in force.
     *
     * @param prefix the first digits of a release's name or a version's hash
     * @param fitting the first digits of a fitting's digest, or {@link #NO_FITTING}; that of the release in force if absent. Only
     *     for a version: a release has its own
     * @throws Refused if nothing or more than one thing is called so
     */
    public Target find(String prefix, Optional<String> fitting) {
        if (prefix.length() < MIN_DIGITS) {
            throw Refused.unknown("name a release or a version by at least %d digits".formatted(MIN_DIGITS));
        }
        Release active = active();
        List<Release> named = releases.named(prefix);
        List<StoredVersion> ofVersions = versions.named(prefix);
        if (named.size() + ofVersions.size() > 1) {
            throw Refused.unknown("%s is the beginning of more than one release or version".formatted(prefix));
        }
        if (named.size() == 1) {
            return of(named.getFirst());
        }
        if (ofVersions.isEmpty()) {
            throw Refused.unknown("the catalog has no release and no version of a taxonomy that begins with " + prefix);
        }
        StoredVersion version = ofVersions.getFirst();
        ReleaseId id = new ReleaseId(version.version(), active.id().modelDigest(), fitting(active, fitting));
        return releases.named(id.name()).stream()
                .findFirst()
                .map(this::of)
                .orElseGet(() -> of(planned(active, version.number(), version.taxonomy(), id)));
    }

    /** The release that a taxonomy would be, fitted as the one in force; the catalog need not have such a version. */
    public Target find(Taxonomy taxonomy) {
        TaxonomyVersion version = TaxonomyVersion.of(taxonomy);
        if (!versions.named(version.hash()).isEmpty()) {
            return find(version.hash(), Optional.empty());
        }
        Release active = active();
        ReleaseId id =
                new ReleaseId(version, active.id().modelDigest(), active.id().fitting());
        return new Target(planned(active, NO_VERSION, taxonomy.name(), id), taxonomy, Optional.empty());
    }

    /** The release in force. */
    public Release active() {
        return releases.active()
                .orElseThrow(() -> Refused.notNow("the catalog has no release in force: start a worker first"));
    }

    /**
     * What it takes to tag by it.
     *
     * @throws Refused if it has no labels
     */
    public LoadedRelease load(Target target) {
        return loader.of(
                target.release(),
                target.taxonomy(),
                target.labels()
                        .orElseThrow(() -> Refused.notNow("release %s has no labels yet".formatted(target.id()))));
    }

    /**
     * Encodes its prompts.
     *
     * @param modelDigest of the model that the encoder is of
     * @throws Refused if that is not the release's model
     */
    public static Target compiled(Target target, String modelDigest, TextEncoder encoder) {
        if (!modelDigest.equals(target.id().modelDigest())) {
            throw Refused.notNow("release %s is of model %s (%s), and this is model %s"
                    .formatted(
                            target.id(),
                            target.release().modelName(),
                            target.id().modelDigest(),
                            modelDigest));
        }
        return target.with(
                LabelMatrix.compile(target.taxonomy(), modelDigest, encoder).rows());
    }

    private Target of(Release release) {
        Taxonomy taxonomy = versions.read(release.id().version())
                .orElseThrow(() -> Refused.unknown(
                        "the catalog has lost version " + release.id().version()));
        Optional<float[]> labels = release.number() == 0 ? Optional.empty() : releases.labels(release.number());
        return new Target(release, taxonomy, labels.or(() -> releases.labels(release.version(), release.model())));
    }

    private static Release planned(Release active, int version, String taxonomy, ReleaseId id) {
        return new Release(
                0,
                id,
                version,
                active.model(),
                taxonomy,
                active.modelName(),
                Optional.of(active.number()),
                Release.State.BUILDING,
                Release.Standing.NEITHER,
                Optional.empty(),
                Instant.now(),
                Optional.empty());
    }

    private Optional<String> fitting(Release active, Optional<String> wanted) {
        if (wanted.isEmpty()) {
            return active.id().fitting();
        }
        return wanted.filter(prefix -> !prefix.equals(NO_FITTING)).map(this::fitting);
    }

    private String fitting(String prefix) {
        List<StoredFitting> named = fittings.named(prefix);
        if (named.size() != 1) {
            throw Refused.unknown("%d fittings begin with %s".formatted(named.size(), prefix));
        }
        return named.getFirst().digest();
    }
}
