package io.tagstream.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagstream.catalog.Outcome.Tagged;
import io.tagstream.catalog.PhotoFacts;
import io.tagstream.photo.PhotoUpload;
import io.tagstream.tagging.AssignedTag;
import java.time.Instant;
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
        Model model,
        Taxonomy taxonomy,
        List<Tag> tags) {

    record Model(String name, String digest) {}

    record Taxonomy(String name, String version) {}

    record Tag(String id, String facet, float score, float confidence) {}

    static TaggedEvent of(Tagged outcome, String modelName, String taxonomyName) {
        PhotoUpload upload = outcome.upload();
        PhotoFacts facts = outcome.facts();
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
                new Model(modelName, outcome.tagging().modelDigest()),
                new Taxonomy(taxonomyName, outcome.tagging().version().hash()),
                outcome.tagging().tags().stream().map(TaggedEvent::tag).toList());
    }

    private static Tag tag(AssignedTag tag) {
        return new Tag(tag.tagId(), tag.facetId(), (float) tag.score(), (float) tag.confidence());
    }
}
