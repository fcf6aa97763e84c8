package io.tagstream.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagstream.catalog.PhotoFacts;
import io.tagstream.catalog.TaggedPhoto;
import io.tagstream.decode.Exif;
import io.tagstream.tagging.AssignedTag;
import io.tagstream.tagging.ReleaseId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Data of {@code io.tagstream.photo.tagged}; docs/schemas/photo-tagged.schema.json is its contract. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record TaggedEvent(
        String photoId,
        String uri,
        Optional<String> owner,
        Optional<Instant> uploadedAt,
        Map<String, String> attributes,
        String contentSha256,
        long byteSize,
        String format,
        int width,
        int height,
        Optional<String> takenAt,
        Optional<String> takenOffset,
        Optional<Camera> camera,
        Optional<Position> position,
        String perceptualHash,
        Model model,
        Taxonomy taxonomy,
        Release release,
        List<Tag> tags) {

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Camera(Optional<String> make, Optional<String> model) {

        static Optional<Camera> of(Exif exif) {
            boolean named = exif.cameraMake().isPresent() || exif.cameraModel().isPresent();
            return named ? Optional.of(new Camera(exif.cameraMake(), exif.cameraModel())) : Optional.empty();
        }
    }

    record Position(double latitude, double longitude) {

        static Position of(Exif.Position position) {
            return new Position(position.latitude(), position.longitude());
        }
    }

    record Model(String name, String digest) {}

    record Taxonomy(String name, String version) {}

    /** The whole that the tags come from: model, taxonomy version, and what was fitted to both, by its digest. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Release(String name, Optional<String> fitting) {}

    /** A tag, and who says so: model, learned or human. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Tag(String id, String facet, Optional<Float> score, float confidence, String origin) {}

    static TaggedEvent of(TaggedPhoto photo) {
        PhotoFacts facts = photo.facts();
        ReleaseId release = photo.release().id();
        Exif exif = facts.exif();
        return new TaggedEvent(
                photo.id().value(),
                photo.uri(),
                photo.owner(),
                photo.uploadedAt(),
                photo.attributes(),
                facts.hash().hex(),
                facts.byteSize(),
                facts.format(),
                facts.width(),
                facts.height(),
                exif.takenAt().map(DateTimeFormatter.ISO_LOCAL_DATE_TIME::format),
                exif.takenOffset().map(ZoneOffset::getId),
                Camera.of(exif),
                exif.position().map(Position::of),
                HexFormat.of().toHexDigits(facts.perceptualHash()),
                new Model(photo.release().modelName(), release.modelDigest()),
                new Taxonomy(photo.release().taxonomy(), release.version().hash()),
                new Release(release.name(), release.fitting()),
                photo.tags().stream().map(TaggedEvent::tag).toList());
    }

    private static Tag tag(AssignedTag tag) {
        Optional<Float> score =
                tag.score().isPresent() ? Optional.of((float) tag.score().getAsDouble()) : Optional.empty();
        return new Tag(
                tag.tagId(),
                tag.facetId(),
                score,
                (float) tag.confidence(),
                tag.origin().word());
    }
}
