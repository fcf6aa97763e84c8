package io.tagstream.tagging;

import java.util.List;

/**
 * What a photo shows, according to one release. No tags is a result like any other: the photo was looked at and nothing fits.
 *
 * <p>Only tags that were given themselves are here. A tag above them follows from them and the taxonomy, so the catalog's views
 * add it when somebody asks.
 *
 * @param tags most confident first, then by id
 */
public record Tagging(ReleaseId release, List<AssignedTag> tags) {

    public Tagging {
        tags = tags.stream().sorted(AssignedTag.BY_CONFIDENCE).toList();
    }

    public boolean nothingFits() {
        return tags.isEmpty();
    }
}
