package io.tagstream.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagstream.api.Problem.Mistake;
import io.tagstream.api.TaxonomyReview.Finding;
import io.tagstream.catalog.DraftStore.Draft;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.TaxonomyList;
import io.tagstream.catalog.VersionStore.StoredVersion;
import io.tagstream.taxonomy.TaxonomyChange;
import io.tagstream.taxonomy.TaxonomyDiff;
import io.tagstream.taxonomy.TaxonomyVersion;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What {@code /taxonomies} answers. */
final class TaxonomyViews {

    private TaxonomyViews() {}

    /** All taxonomies. */
    public record TaxonomiesView(List<NamedView> taxonomies) {}

    /** A taxonomy without its content. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record NamedView(
            String name,

            @Schema(description = "Only of the taxonomy that photos are tagged with")
            Optional<InForceView> inForce,

            int versions,

            @Schema(description = "The version that was published last; absent where there is only a draft")
            Optional<NewestView> newest,

            @Schema(description = "Whether somebody is working on it")
            boolean draft) {

        static NamedView of(TaxonomyList.Entry entry) {
            return new NamedView(
                    entry.taxonomy(),
                    entry.inForce()
                            .map(inForce -> new InForceView(
                                    inForce.release().version().hash(),
                                    inForce.release().name(),
                                    inForce.since())),
                    entry.versions(),
                    entry.newest().map(newest -> new NewestView(newest.version().hash(), newest.createdAt())),
                    entry.draft().isPresent());
        }
    }

    /** What photos are tagged with. */
    public record InForceView(String version, String release, Instant since) {}

    /** The version that was published last. */
    public record NewestView(String version, Instant created) {}

    /** Versions of a taxonomy, the newest first. */
    public record VersionsView(String name, List<VersionView> versions) {}

    /** A version without its content. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record VersionView(
            @Schema(description = "SHA-256 of its content; the first digits will do to name it")
            String version,

            Instant created,
            Optional<String> author,
            Optional<String> note,

            @Schema(description = "Whether photos are tagged with it")
            boolean inForce,

            @Schema(description = "Releases of it that photos that come in are tagged for, by their names")
            List<String> live) {

        static VersionView of(StoredVersion version, List<Release> live) {
            List<Release> own = live.stream()
                    .filter(release -> release.version() == version.number())
                    .toList();
            return new VersionView(
                    version.version().hash(),
                    version.createdAt(),
                    version.author(),
                    version.note(),
                    own.stream().anyMatch(Release::isActive),
                    own.stream().map(release -> release.id().name()).toList());
        }
    }

    /** What was published, and what to do with it. */
    public record PublishedView(
            String name,
            VersionView version,

            @Schema(description = "How to tag photos with it")
            String next) {

        static PublishedView of(StoredVersion stored, VersionView version) {
            String digits = stored.version().shortForm();
            return new PublishedView(
                    stored.taxonomy(),
                    version,
                    version.inForce()
                            ? "Photos are tagged with it."
                            : ("It is stored, and photos are tagged as before. To change over: POST /retag with {\"to\": \"%s\"},"
                                            + " or tagstream retag --to %s")
                                    .formatted(digits, digits));
        }
    }

    /** Something that is being worked on. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record DraftView(
            String name,

            @Schema(description = "Counts changes; the ETag stands for it")
            int revision,

            Optional<String> basedOn,
            Optional<String> author,
            Instant updated,

            @Schema(description = "The version that it would be, if nothing is wrong with it")
            Optional<String> version,

            @Schema(description = "What keeps it from being published")
            List<Mistake> problems,

            @Schema(description = "YAML") String definition) {

        static DraftView of(Draft draft, Finding finding) {
            return new DraftView(
                    draft.taxonomy(),
                    draft.revision(),
                    draft.basedOn(),
                    draft.author(),
                    draft.updatedAt(),
                    finding.right().map(taxonomy -> TaxonomyVersion.of(taxonomy).hash()),
                    finding.mistakes(),
                    draft.definition());
        }
    }

    /** What is not the same in two versions. */
    public record DiffView(
            String from,
            String to,

            @Schema(description = "Whether photos can get other tags for it")
            boolean changesTags,

            List<ChangeView> changes) {

        static DiffView of(TaxonomyDiff diff) {
            return new DiffView(
                    diff.from().version().hash(),
                    diff.to().version().hash(),
                    diff.changesTags(),
                    diff.changes().stream().map(ChangeView::of).toList());
        }
    }

    /** One thing that is not the same. */
    public record ChangeView(
            @Schema(description = "taxonomy, facet or tag") String subject,
            String id,

            @Schema(description = "What about it changed", examples = "threshold")
            String aspect,

            @Schema(description = "What it was; empty for nothing")
            List<String> before,

            @Schema(description = "What it is") List<String> after,
            boolean changesTags) {

        static ChangeView of(TaxonomyChange change) {
            return new ChangeView(
                    change.subject().name().toLowerCase(Locale.ROOT),
                    change.id(),
                    change.aspect().word(),
                    change.before(),
                    change.after(),
                    change.changesTags());
        }
    }
}
