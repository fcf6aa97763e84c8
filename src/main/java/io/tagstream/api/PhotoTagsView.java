package io.tagstream.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.TagOfPhotoRow;
import io.tagstream.catalog.VerdictStore.Said;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A photo's tags, and what people said of them. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PhotoTagsView(
        String photoId,

        @Schema(description = "What the tags are of; absent before the first worker started")
        Optional<ReleaseOfTagsView> release,

        List<PhotoView.TagView> tags,

        @Schema(
                description =
                        "All that people said, in effect or not, also of tags that are not in the version in force")
        List<VerdictView> said) {

    /** What photos are tagged with. */
    public record ReleaseOfTagsView(String name, String taxonomy, String version, String model) {

        static ReleaseOfTagsView of(Release release) {
            return new ReleaseOfTagsView(
                    release.id().name(),
                    release.taxonomy(),
                    release.id().version().hash(),
                    release.modelName());
        }
    }

    /** What somebody said. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record VerdictView(
            String taxonomy,
            String tag,

            @Schema(description = "accepted or rejected") String verdict,

            Optional<String> author,
            Instant at) {

        static VerdictView of(Said said) {
            return new VerdictView(said.taxonomy(), said.tagId(), said.verdict().word(), said.author(), said.at());
        }
    }

    static PhotoTagsView of(String photoId, Optional<Release> release, List<TagOfPhotoRow> tags, List<Said> said) {
        return new PhotoTagsView(
                photoId,
                release.map(ReleaseOfTagsView::of),
                tags.stream().map(PhotoView.TagView::of).toList(),
                said.stream().map(VerdictView::of).toList());
    }
}
