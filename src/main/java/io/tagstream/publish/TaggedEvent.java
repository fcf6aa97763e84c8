package io.tagstream.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagstream.catalog.Outcome.Tagged;
import io.tagstream.catalog.PhotoFacts;
import io.tagstream.decode.Exif;
import io.tagstream.photo.PhotoUpload;
import io.tagstream.tagging.AssignedTag;
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

    record Tag(String id, String facet, float score, float confidence) {}

    static TaggedEvent of(Tagged outcome, String modelName, String taxonomyName) {
        PhotoUpload upload = outcome.upload();
        PhotoFacts facts = outcome.facts();
        Exif exif = facts.exif();
        return new TaggedEvent(
                upload.id().value(),
                upload.publishedSource(),
                upload.owner(),
                upload.uploadedAt(),
                upload.attributes(),
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
                new Model(modelName, outcome.tagging().release().modelDigest()),
                new Taxonomy(taxonomyName, outcome.tagging().release().version().hash()),
                outcome.tagging().tags().stream().map(TaggedEvent::tag).toList());
    }

    private static Tag tag(AssignedTag tag) {
        return new Tag(tag.tagId(), tag.facetId(), (float) tag.score().orElseThrow(), (float) tag.confidence());
    }
}
