package io.tagstream.api;

import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.VersionStore;
import io.tagstream.catalog.VersionStore.StoredVersion;
import io.tagstream.taxonomy.Taxonomy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds versions by what callers name them, and says what is wrong where that is not just one. */
@Singleton
public class NamedVersions {

    /** Fewer digits are typed by mistake, and soon are the beginning of two. */
    private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{4,64}");

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private final VersionStore versions;
    private final ReleaseStore releases;

    NamedVersions(VersionStore versions, ReleaseStore releases) {
        this.versions = versions;
        this.releases = releases;
    }

    /** Before the database is asked, which does not take every text. */
    public static boolean isName(String taxonomy) {
        return NAME.matcher(taxonomy).matches();
    }

    /** The newest first; at least one. */
    public List<StoredVersion> all(String taxonomy) {
        if (!isName(taxonomy)) {
            throw ProblemException.notFound("no taxonomy can be called " + taxonomy);
        }
        List<StoredVersion> all = versions.list(taxonomy);
        if (all.isEmpty()) {
            throw ProblemException.notFound("the catalog has no version of taxonomy %s".formatted(taxonomy));
        }
        return all;
    }

    /**
     * The one that is meant.
     *
     * @param prefix the first digits of its hash, or all of it
     */
    public StoredVersion version(String taxonomy, String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw ProblemException.badRequest(
                    "a version is named by its hash, or the first digits of it, at least 4; this is none: " + prefix);
        }
        List<StoredVersion> named = versions.named(prefix).stream()
                .filter(version -> version.taxonomy().equals(taxonomy))
                .toList();
        if (named.size() > 1) {
            throw ProblemException.badRequest("%d versions of taxonomy %s begin with %s; name more digits"
                    .formatted(named.size(), taxonomy, prefix));
        }
        if (named.isEmpty()) {
            throw ProblemException.notFound(
                    "the catalog has no version of taxonomy %s that begins with %s".formatted(taxonomy, prefix));
        }
        return named.getFirst();
    }

    public Taxonomy content(StoredVersion version) {
        return versions.read(version.version())
                .orElseThrow(() -> new IllegalStateException("the catalog has lost version " + version.version()));
    }

    /** What photos are tagged with, if that is a version of this taxonomy. */
    public Optional<Release> inForce(String taxonomy) {
        return releases.active().filter(release -> release.taxonomy().equals(taxonomy));
    }

    /** The version in force of this taxonomy. */
    public StoredVersion versionInForce(String taxonomy) {
        List<StoredVersion> all = all(taxonomy);
        Optional<Release> release = inForce(taxonomy);
        return all.stream()
                .filter(version ->
                        release.filter(one -> one.version() == version.number()).isPresent())
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound(
                        "taxonomy %s is not in force; its newest version is /taxonomies/%s/versions/%s"
                                .formatted(
                                        taxonomy,
                                        taxonomy,
                                        all.getFirst().version().shortForm())));
    }
}
