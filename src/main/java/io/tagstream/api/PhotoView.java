package io.tagstream.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagstream.catalog.PhotoRow;
import io.tagstream.catalog.TagOfPhotoRow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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

        @Schema(description = "By the camera's clock: local time, without a zone", examples = "2026-05-04T12:30:00")
        @Nullable
        String takenAt,

        @Schema(description = "What that clock was ahead of UTC, if the camera said so", examples = "+02:00") @Nullable
        String takenOffset,

        @Nullable CameraView camera,

        @Schema(description = "Only where the worker is configured to keep it") @Nullable
        PositionView position,

        @Schema(description = "64 bits in hexadecimal; two photos that differ in few bits look alike") @Nullable
        String perceptualHash,

        @Nullable FailureView failure,
        List<TagView> tags,
        Instant changedAt) {

    /** What the file says it was taken with. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CameraView(
            @Nullable String make, @Nullable String model) {}

    /** Where it was taken, in degrees. */
    public record PositionView(double latitude, double longitude) {}

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
                row.takenAt == null ? null : row.takenAt.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME),
                row.takenOffsetMinutes == null
                        ? null
                        : ZoneOffset.ofTotalSeconds(row.takenOffsetMinutes * 60).getId(),
                row.cameraMake == null && row.cameraModel == null
                        ? null
                        : new CameraView(row.cameraMake, row.cameraModel),
                row.latitude == null || row.longitude == null ? null : new PositionView(row.latitude, row.longitude),
                row.perceptualHash == null ? null : HexFormat.of().toHexDigits(row.perceptualHash),
                row.failureCode == null ? null : new FailureView(row.failureCode, row.failureDetail),
                tags.stream().map(TagView::of).toList(),
                row.changedAt);
    }
}
