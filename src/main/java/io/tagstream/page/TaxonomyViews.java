package io.tagstream.page;

import io.tagstream.catalog.Release;
import io.tagstream.catalog.Release.Standing;
import io.tagstream.catalog.Release.State;
import io.tagstream.catalog.VersionStore.StoredVersion;
import io.tagstream.retag.Preview;
import io.tagstream.taxonomy.TaxonomyChange;
import io.tagstream.taxonomy.TaxonomyChange.Aspect;
import io.tagstream.taxonomy.TaxonomyDiff;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the pages about taxonomies show. */
public final class TaxonomyViews {

    private TaxonomyViews() {}

    /**
     * The page of the taxonomy in force.
     *
     * @param others releases that are live and not in force
     * @param jobs that make a release, or announce one
     * @param signs what has to be shown anew if it changes, unlike progress
     * @param draft who works on a draft since when, in words; empty if nobody does
     * @param drafts names of other taxonomies that are worked on, or were published
     */
    public record InForceView(
            String name,
            String description,
            ReleaseView release,
            List<ReleaseView> others,
            List<JobView> jobs,
            String signs,
            List<VersionView> versions,
            String draft,
            List<String> drafts,
            String notice,
            String problem) {}

    /**
     * A live release.
     *
     * @param standing in words
     */
    public record ReleaseView(
            String release,
            String shortName,
            String taxonomy,
            String version,
            String shortVersion,
            String standing,
            boolean canCutOver,
            boolean canGoBack,
            int job) {

        /** @param job the one that made it, which can be cancelled as long as it is not in force; 0 if there is none */
        static ReleaseView of(Release release, int job) {
            boolean complete = release.state() == State.COMPLETE;
            return new ReleaseView(
                    release.id().name(),
                    release.id().shortForm(),
                    release.taxonomy(),
                    release.id().version().hash(),
                    release.id().version().shortForm(),
                    standing(release),
                    complete && release.standing() == Standing.NEITHER,
                    complete && release.standing() == Standing.PREVIOUS,
                    complete && release.standing() == Standing.NEITHER ? job : 0);
        }

        public String cutOver() {
            return "/ui/taxonomy/cut-over?release=" + PagePaths.encoded(release);
        }

        private static String standing(Release release) {
            return switch (release.standing()) {
                case ACTIVE -> "in force";
                case PREVIOUS -> "in force before; kept up to date, so that you can go back";
                case NEITHER ->
                    switch (release.state()) {
                        case BUILDING -> "being made";
                        case COMPLETE -> "complete, and not in force";
                        case RETIRED -> "retired";
                    };
            };
        }
    }

    /** A version without its content. */
    public record VersionView(
            String taxonomy,
            String version,
            String shortVersion,
            String author,
            String note,
            String at,
            String standing) {

        static VersionView of(StoredVersion version, List<Release> live) {
            String standing = live.stream()
                    .filter(release -> release.version() == version.number())
                    .map(ReleaseView::standing)
                    .findFirst()
                    .orElse("");
            return new VersionView(
                    version.taxonomy(),
                    version.version().hash(),
                    version.version().shortForm(),
                    version.author().orElse("somebody"),
                    version.note().orElse(""),
                    Say.time(version.createdAt()),
                    standing);
        }
    }

    /**
     * What is not the same in two versions.
     *
     * @param tagging what photos can get other tags for
     * @param reading what only people read
     */
    public record DiffView(String from, String to, List<ChangeView> tagging, List<ChangeView> reading) {

        static DiffView of(TaxonomyDiff diff) {
            return new DiffView(
                    diff.from().version().shortForm(),
                    diff.to().version().shortForm(),
                    diff.changes().stream()
                            .filter(TaxonomyChange::changesTags)
                            .map(ChangeView::of)
                            .toList(),
                    diff.changes().stream()
                            .filter(change -> !change.changesTags())
                            .map(ChangeView::of)
                            .toList());
        }

        public boolean isEmpty() {
            return tagging.isEmpty() && reading.isEmpty();
        }
    }

    /**
     * One thing that is not the same.
     *
     * @param minus what is no longer
     * @param plus what is new
     * @param remark where that is neither
     */
    public record ChangeView(
            String subject, String id, String aspect, List<String> minus, List<String> plus, String remark) {

        static ChangeView of(TaxonomyChange change) {
            List<String> minus = without(change.before(), change.after());
            List<String> plus = without(change.after(), change.before());
            boolean said =
                    !minus.isEmpty() || !plus.isEmpty() || change.before().isEmpty();
            String remark = said ? "" : change.aspect() == Aspect.ORDER ? "" : "the same, put otherwise";
            return new ChangeView(
                    change.subject().name().toLowerCase(Locale.ROOT),
                    change.id(),
                    change.aspect().word(),
                    minus,
                    plus,
                    remark);
        }

        private static List<String> without(List<String> lines, List<String> others) {
            return lines.stream().filter(line -> !others.contains(line)).toList();
        }
    }

    /**
     * What a version or draft would change.
     *
     * @param summary in a sentence
     * @param hidden how many tags are not shown
     */
    public record PreviewView(String summary, List<TagView> tags, int hidden) {

        /** More are nobody's to read. */
        private static final int TAGS = 40;

        static PreviewView of(Preview.Report report, ExamplePictures pictures) {
            String photos = Say.count(report.sampled(), "photo");
            String changed = Say.number(report.changed());
            String summary = report.isOfAll()
                    ? "%s of %s would have other tags.".formatted(changed, photos)
                    : "%s of %s looked at would have other tags; in the whole catalog, about %s of %s."
                            .formatted(
                                    changed,
                                    photos,
                                    Say.number(report.extrapolated(report.changed())),
                                    Say.number(report.photos()));
            List<Preview.TagChange> shown = report.tags().stream().limit(TAGS).toList();
            Map<String, String> thumbnails = pictures.of(shown.stream()
                    .flatMap(tag -> Stream.concat(tag.gained().stream(), tag.lost().stream()))
                    .collect(Collectors.toSet()));
            return new PreviewView(
                    report.changed() == 0 ? summary.replaceFirst("^0", "None") : summary,
                    shown.stream()
                            .map(tag -> TagView.of(tag, report, thumbnails))
                            .toList(),
                    Math.max(0, report.tags().size() - TAGS));
        }
    }

    /** A tag that photos would gain or lose. */
    public record TagView(String tag, String gains, String losses, List<Example> gained, List<Example> lost) {

        static TagView of(Preview.TagChange tag, Preview.Report report, Map<String, String> thumbnails) {
            return new TagView(
                    tag.tagId(),
                    Say.number(report.extrapolated(tag.gains())),
                    Say.number(report.extrapolated(tag.losses())),
                    Example.of(tag.gained(), thumbnails),
                    Example.of(tag.lost(), thumbnails));
        }
    }

    /**
     * A photo that shows what would change.
     *
     * @param thumbnail its address; empty if there is none
     */
    public record Example(String photo, String link, String thumbnail) {

        static List<Example> of(List<String> photos, Map<String, String> thumbnails) {
            return photos.stream()
                    .map(photo -> new Example(photo, PagePaths.photo(photo), thumbnails.getOrDefault(photo, "")))
                    .toList();
        }
    }
}
