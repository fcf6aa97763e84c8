package io.tagstream.catalog;

import io.tagstream.catalog.Outcome.Tagged;
import io.tagstream.photo.PhotoId;
import io.tagstream.photo.PhotoUpload;
import io.tagstream.tagging.AssignedTag;
import io.tagstream.tagging.Verdict;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A photo and its tags in the release in force.
 *
 * @param uri where its bytes are, as may be published
 * @param tags in effect, the most confident first
 * @param said what people said of tags that the release's version has, by tag id
 */
public record TaggedPhoto(
        PhotoId id,
        String uri,
        Optional<String> owner,
        Optional<Instant> uploadedAt,
        Map<String, String> attributes,
        PhotoFacts facts,
        Release release,
        List<AssignedTag> tags,
        Map<String, Verdict> said)
        implements News {

    public TaggedPhoto {
        attributes = Map.copyOf(attributes);
        tags = tags.stream().sorted(AssignedTag.BY_CONFIDENCE).toList();
        said = Collections.unmodifiableMap(new TreeMap<>(said));
    }

    static TaggedPhoto of(Tagged outcome, Release release, List<AssignedTag> tags, Map<String, Verdict> said) {
        PhotoUpload upload = outcome.upload();
        return new TaggedPhoto(
                upload.id(),
                upload.publishedSource(),
                upload.owner(),
                upload.uploadedAt(),
                upload.attributes(),
                outcome.facts(),
                release,
                tags,
                said);
    }
}
