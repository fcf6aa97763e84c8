package io.tagstream.tagging;

import java.util.List;
import java.util.Optional;

/**
 * What a release makes of a photo, tag by tag.
 *
 * @param tags all that are scored, in the taxonomy's order
 */
public record Explanation(ReleaseId release, List<TagExplanation> tags) {

    public Explanation {
        tags = List.copyOf(tags);
    }

    public Optional<TagExplanation> tag(String id) {
        return tags.stream().filter(tag -> tag.tagId().equals(id)).findFirst();
    }
}
