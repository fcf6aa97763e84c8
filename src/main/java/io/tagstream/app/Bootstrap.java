package io.tagstream.app;

import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.VersionStore;
import io.tagstream.encode.Encoder;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.tagging.ReleaseId;
import io.tagstream.taxonomy.DefaultTaxonomy;
import io.tagstream.taxonomy.InvalidTaxonomy;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyVersion;
import io.tagstream.taxonomy.TaxonomyYaml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Sees to it that a release is in force: in a catalog that has none, the first worker that starts makes one. */
final class Bootstrap {

    private static final Logger LOG = Logger.getLogger(Bootstrap.class);

    private final VersionStore versions;
    private final ReleaseStore releases;

    Bootstrap(VersionStore versions, ReleaseStore releases) {
        this.versions = versions;
        this.releases = releases;
    }

    /**
     * Returns the release in force.
     *
     * @param file the taxonomy to begin with, in place of the built-in one; a catalog that has begun is not changed by it
     */
    Release inForce(Optional<Path> file, Encoder.Identity model) {
        Optional<Release> active = releases.active();
        if (active.isPresent()) {
            file.ifPresent(path -> compare(path, active.get()));
            return active.get();
        }
        Taxonomy taxonomy = file.map(Bootstrap::read).orElseGet(DefaultTaxonomy::read);
        TaxonomyVersion version =
                versions.store(taxonomy, Optional.empty(), Optional.empty()).version();
        return releases.activeOr(new ReleaseId(version, model.digest(), Optional.empty()));
    }

    /** Whoever edits the file and starts the worker again expects something to happen. */
    private static void compare(Path file, Release active) {
        try {
            Taxonomy taxonomy = TaxonomyYaml.read(file);
            TaxonomyVersion version = TaxonomyVersion.of(taxonomy);
            if (!version.equals(active.id().version())) {
                LOG.warnf(
                        "%s is version %s of taxonomy %s, and photos are tagged with version %s of %s: publish the file"
                                + " (tagstream taxonomy publish %s), then change over with tagstream retag --to %s",
                        file,
                        version.shortForm(),
                        taxonomy.name(),
                        active.id().version().shortForm(),
                        active.taxonomy(),
                        file,
                        version.shortForm());
            }
        } catch (InvalidTaxonomy | IOException e) {
            LOG.warnf(
                    "tagstream.taxonomy.file is not used, since the catalog has a taxonomy; it could not be read: %s",
                    e);
        }
    }

    private static Taxonomy read(Path file) {
        try {
            return TaxonomyYaml.read(file);
        } catch (InvalidTaxonomy e) {
            throw new Failure(FailureCode.TAXONOMY_INVALID, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new Failure(FailureCode.TAXONOMY_INVALID, "could not read the taxonomy " + file + ": " + e, e);
        }
    }
}
