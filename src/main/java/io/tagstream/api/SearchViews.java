package io.tagstream.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagstream.search.Counts;
import io.tagstream.search.FoundPage;
import io.tagstream.search.FoundPage.GivenTag;
import io.tagstream.search.FoundPage.Match;
import io.tagstream.search.FoundPage.Nearness;
import io.tagstream.search.FoundPage.Photo;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What {@code /search} answers. */
final class SearchViews {

    private SearchViews() {}

    /** One page of photos. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record FoundView(
            List<FoundPhotoView> photos,

            @Schema(description = "Cursor of the next page, if there is one", type = SchemaType.STRING)
            Optional<String> next,

            @Schema(
                    description =
                            "Absent where nothing in particular was looked for: then the newest photos come first")
            Optional<NearnessView> nearness) {

        static FoundView of(FoundPage page) {
            return new FoundView(
                    page.photos().stream().map(FoundPhotoView::of).toList(),
                    page.next(),
                    page.nearness().map(NearnessView::of));
        }
    }

    /** A photo that was found; {@code /photos/ID} tells all of it. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record FoundPhotoView(
            String photoId,

            @Schema(description = "0 to 1, see docs/search.md", type = SchemaType.NUMBER)
            Optional<Double> relevance,

            @Schema(type = SchemaType.NUMBER) Optional<Double> cosine,
            @Schema(type = SchemaType.STRING) Optional<String> owner,
            String format,
            int width,
            int height,

            @Schema(
                    description = "By the camera's clock: local time, without a zone",
                    examples = "2026-05-04T12:30:00",
                    type = SchemaType.STRING)
            Optional<String> takenAt,

            @Schema(type = SchemaType.STRING, format = "date-time")
            Optional<Instant> uploadedAt,

            @Schema(description = "As they were given, without those above them")
            List<FoundTagView> tags) {

        static FoundPhotoView of(Photo photo) {
            return new FoundPhotoView(
                    photo.id(),
                    photo.match().map(Match::relevance),
                    photo.match().map(Match::cosine),
                    photo.owner(),
                    photo.format(),
                    photo.width(),
                    photo.height(),
                    photo.takenAt().map(DateTimeFormatter.ISO_LOCAL_DATE_TIME::format),
                    photo.uploadedAt(),
                    photo.tags().stream().map(FoundTagView::of).toList());
        }
    }

    /** A tag of a photo. */
    public record FoundTagView(
            String id,
            String name,
            String facet,
            float confidence,

            @Schema(description = "model, learned or human") String origin) {

        static FoundTagView of(GivenTag tag) {
            return new FoundTagView(tag.id(), tag.name(), tag.facet(), tag.confidence(), tag.origin());
        }
    }

    /** How photos were looked for. */
    public record NearnessView(
            @Schema(description = "Relevance below which nothing is shown")
            double cutOff,

            @Schema(
                    description =
                            "exact (every photo that passes the filter was compared) or index (pgvector's led to most of them)")
            String way,

            @Schema(description = "Photos that were compared one by one")
            long compared,

            @Schema(description = "false if a bound ended the search before the page was full")
            boolean complete,

            String model) {

        static NearnessView of(Nearness nearness) {
            return new NearnessView(
                    nearness.cutOff(),
                    nearness.way().name().toLowerCase(Locale.ROOT),
                    nearness.compared(),
                    nearness.complete(),
                    nearness.model());
        }
    }

    /** What there is among the photos of all pages. */
    public record CountsView(
            @Schema(description = "How many were counted") long photos,

            @Schema(
                    description =
                            "all, or which of more photos were counted: newest (of those that pass the filter) or nearest (to what is looked for)")
            String extent,

            @Schema(description = "Photos of a tag or one below it, the most first")
            List<TagCountView> tags,

            @Schema(description = "Photos with a tag of a facet, the most first")
            List<CountView> facets,

            @Schema(description = "The most first, 100 at most")
            List<CountView> owners,

            List<CountView> formats,

            @Schema(description = "By the camera's clock, the newest first, 100 at most")
            List<CountView> months) {

        static CountsView of(Counts counts) {
            return new CountsView(
                    counts.photos(),
                    counts.extent().name().toLowerCase(Locale.ROOT),
                    counts.tags().stream()
                            .map(tag -> new TagCountView(tag.id(), tag.name(), tag.facet(), tag.photos()))
                            .toList(),
                    views(counts.facets()),
                    views(counts.owners()),
                    views(counts.formats()),
                    views(counts.months()));
        }

        private static List<CountView> views(List<Counts.Count> counts) {
            return counts.stream()
                    .map(one -> new CountView(one.name(), one.photos()))
                    .toList();
        }
    }

    /** Photos of a tag. */
    public record TagCountView(String id, String name, String facet, long photos) {}

    /** Photos of something that has a name. */
    public record CountView(String name, long photos) {}
}
