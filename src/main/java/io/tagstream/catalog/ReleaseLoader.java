package io.tagstream.catalog;

import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.tagging.Fitting;
import io.tagstream.tagging.Tagger;
import io.tagstream.taxonomy.LabelMatrix;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TextEncoder;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Makes taggers of what the catalog has: version, labels, fitting and logit scale. So anybody tags by any release with the same numbers,
 * without its model. The last few are kept, since a large taxonomy takes tens of megabytes.
 */
public final class ReleaseLoader {

    private static final int KEPT = 8;

    private static final String LOGIT_SCALE = "select logit_scale from models where model_no = ?";

    private final DataSource dataSource;
    private final ReleaseStore releases;
    private final VersionStore versions;
    private final FittingStore fittings;

    @SuppressWarnings("serial")
    private final Map<Integer, LoadedRelease> loaded = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, LoadedRelease> eldest) {
            return size() > KEPT;
        }
    };

    public ReleaseLoader(DataSource dataSource) {
        this.dataSource = dataSource;
        this.releases = new ReleaseStore(dataSource);
        this.versions = new VersionStore(dataSource);
        this.fittings = new FittingStore(dataSource);
    }

    /** What {@link LoadedRelease} needs; empty until a worker with the model has compiled the release's labels. */
    public synchronized Optional<LoadedRelease> load(Release release) {
        LoadedRelease known = loaded.get(release.number());
        if (known == null || !known.release().isSame(release)) {
            Optional<float[]> labels = releases.labels(release.number());
            if (labels.isEmpty()) {
                return Optional.empty();
            }
            known = of(release, labels.get());
        }
        LoadedRelease current = new LoadedRelease(release, known.taxonomy(), known.tagger());
        loaded.put(release.number(), current);
        return Optional.of(current);
    }

    /**
     * Compiles the labels if nobody has, which takes the text tower minutes for a large taxonomy, and stores them for all.
     *
     * @param texts of the release's model
     */
    public LoadedRelease load(Release release, TextEncoder texts) {
        Optional<LoadedRelease> known = load(release);
        if (known.isPresent()) {
            return known.get();
        }
        LabelMatrix labels = LabelMatrix.compile(taxonomy(release), release.id().modelDigest(), texts);
        releases.putLabels(release.number(), labels.rows());
        return load(release).orElseThrow(() -> missing(release, "labels"));
    }

    /** What it takes to tag by a release, also by one that is only planned. */
    public LoadedRelease of(Release release, float[] labels) {
        return of(release, taxonomy(release), labels);
    }

    /** The same, of a taxonomy that need not be a version of the catalog's. */
    public LoadedRelease of(Release release, Taxonomy taxonomy, float[] labels) {
        Fitting fitting = release.id()
                .fitting()
                .map(digest -> fittings.read(digest).orElseThrow(() -> missing(release, "fitting")))
                .orElseGet(() -> Fitting.none(release.id().modelDigest()));
        LabelMatrix matrix = LabelMatrix.of(taxonomy, release.id().modelDigest(), labels);
        return new LoadedRelease(release, taxonomy, new Tagger(matrix, fitting, logitScale(release)));
    }

    private Taxonomy taxonomy(Release release) {
        return versions.read(release.id().version()).orElseThrow(() -> missing(release, "version"));
    }

    private double logitScale(Release release) {
        return Transactions.ask(dataSource, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(LOGIT_SCALE)) {
                statement.setInt(1, release.model());
                try (ResultSet result = statement.executeQuery()) {
                    double scale = result.next() ? result.getDouble(1) : 0;
                    if (scale > 0) {
                        return scale;
                    }
                    throw missing(release, "model's logit scale");
                }
            }
        });
    }

    private static Failure missing(Release release, String what) {
        return new Failure(
                FailureCode.SCHEMA_INVALID, "the catalog has lost the %s of release %s".formatted(what, release.id()));
    }
}
