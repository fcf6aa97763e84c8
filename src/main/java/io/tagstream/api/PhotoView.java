package io.tagstream.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagstream.catalog.PhotoRow;
import io.tagstream.catalog.TagOfPhotoRow;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A photo with what Tagstream knows of it; absent fields are unknown. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PhotoView(
        String photoId,

        @Schema(description = "catalogued, rejected or deleted")
        String status,

        @Nullable String uri,
        @Nullable String owner,
        @Nullable Instant uploadedAt,
        Map<String, String> attributes,
        @Nullable String contentSha256,
        @Nullable Long byteSize,
        @Nullable String format,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable FailureView failure,
        List<TagView> tags,
        Instant changedAt) {

    /** Why a photo was rejected. */
    public record FailureView(String code, @Nullable String detail) {}

    /** A tag of a photo; one above a given tag has a distance and no score of its own. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TagView(
            String id,
            String name,
            String facet,
            float confidence,

            @Schema(description = "Cosine between photo and tag") @Nullable
            Float score,

            @Schema(description = "0, or steps above a tag that was given")
            int distance,

            @Schema(description = "model, learned or human") String origin) {

        static TagView of(TagOfPhotoRow row) {
            return new TagView(
                    row.tagId, row.tagName, row.facetId, row.confidence, row.score, row.distance, row.origin);
        }
    }

    static PhotoView of(PhotoRow row, List<TagOfPhotoRow> tags) {
        return new PhotoView(
                row.photoId,
                row.status,
                row.sourceUri,
                row.owner,
                row.uploadedAt,
                row.attributes,
                row.contentSha256 == null ? null : HexFormat.of().formatHex(row.contentSha256),
                row.byteSize,
                row.format,
                row.width,
                row.height,
                row.failureCode == null ? null : new FailureView(row.failureCode, row.failureDetail),
                tags.stream().map(TagView::of).toList(),
                row.changedAt);
    }
}
