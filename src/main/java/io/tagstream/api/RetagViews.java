package io.tagstream.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagstream.catalog.Release;
import io.tagstream.retag.JobProgress;
import io.tagstream.retag.Preview;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What {@code /retag} takes and gives. */
final class RetagViews {

    private RetagViews() {}

    /** What to go over to. */
    public record RetagRequest(
            @Schema(description = "The first digits of a version of the taxonomy, or of a release") @Nullable
            String to,

            @Schema(
                    description =
                            "Calibrations and learned tags to go with a version: the first digits of a fitting, or none")
            @Nullable
            String fitting,

            @Schema(description = "Whether it comes into force by itself once it is complete", defaultValue = "true")
            @Nullable
            Boolean cutOver,

            @Schema(description = "At most, over all workers; no limit if absent") @Nullable
            Double photosPerSecond,

            @Nullable String author) {}

    /** What to put in force, if that is not the release before. */
    public record CutOverRequest(
            @Schema(description = "The first digits of a complete release") @Nullable
            String release,

            @Nullable String author) {}

    /** Which releases photos are tagged for, and the latest jobs. */
    public record RetagView(List<ReleaseView> releases, List<JobView> jobs) {}

    /**
     * A release that is kept up to date.
     *
     * @param state building or complete
     * @param standing active, previous or neither
     */
    public record ReleaseView(String release, String taxonomy, String version, String state, String standing) {

        static ReleaseView of(Release release) {
            return new ReleaseView(
                    release.id().name(),
                    release.taxonomy(),
                    release.id().version().hash(),
                    word(release.state()),
                    word(release.standing()));
        }
    }

    /** A job and how far it is. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record JobView(
            int job,

            @Schema(description = "score, embed, announce or retire")
            String kind,

            @Schema(description = "running, paused, done, cancelled or failed")
            String state,

            String release,
            String taxonomy,
            String version,
            boolean cutOver,

            @Schema(description = "Photos a second at most, over all workers")
            OptionalDouble limit,

            @Schema(description = "Photos of the catalog as counted when it began")
            long photos,

            long photosDone,

            @Schema(description = "Those whose tags changed, or that were announced")
            long photosChanged,

            @Schema(description = "How much of it is done, from 0 to 1")
            double fraction,

            @Schema(description = "Over the last minute") OptionalDouble photosPerSecond,

            OptionalLong secondsLeft,
            Optional<String> author,
            Optional<String> detail,
            Instant createdAt,
            Optional<Instant> finishedAt) {

        static JobView of(JobProgress job) {
            return new JobView(
                    job.number(),
                    word(job.kind()),
                    word(job.state()),
                    job.release(),
                    job.taxonomy(),
                    job.version(),
                    job.cutOver(),
                    job.limit(),
                    job.photosTotal(),
                    job.photosDone(),
                    job.photosChanged(),
                    job.fraction(),
                    job.photosPerSecond(),
                    job.secondsLeft(),
                    job.author(),
                    job.detail(),
                    job.createdAt(),
                    job.finishedAt());
        }
    }

    /** What would change. */
    public record PreviewView(
            @Schema(description = "Photos of the catalog") long photos,

            @Schema(description = "Photos that were looked at, spread evenly; counts are of these")
            int sampled,

            int changed,

            @Schema(description = "What changed would be in the whole catalog")
            long changedExtrapolated,

            List<TagChangeView> tags) {

        static PreviewView of(Preview.Report report) {
            return new PreviewView(
                    report.photos(),
                    report.sampled(),
                    report.changed(),
                    report.extrapolated(report.changed()),
                    report.tags().stream()
                            .map(tag -> new TagChangeView(
                                    tag.tagId(),
                                    tag.gains(),
                                    tag.losses(),
                                    report.extrapolated(tag.gains()),
                                    report.extrapolated(tag.losses()),
                                    tag.gained(),
                                    tag.lost()))
                            .toList());
        }
    }

    /**
     * A tag that photos would gain or lose.
     *
     * @param gained photo ids, a few
     * @param lost photo ids, a few
     */
    public record TagChangeView(
            String tag,
            int gains,
            int losses,
            long gainsExtrapolated,
            long lossesExtrapolated,
            List<String> gained,
            List<String> lost) {}

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
