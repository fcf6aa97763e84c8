package io.tagstream.tagging;

import io.tagstream.taxonomy.TaxonomyVersion;
import java.util.List;

/**
 * What a photo shows, according to one model and one taxonomy version. No tags is a result like any other: the photo was looked
 * at and nothing fits.
 *
 * <p>Only tags that were scored are here. An ancestor follows from its descendants and the taxonomy, so the catalog's views add
 * it when somebody asks, and a changed hierarchy needs no rows rewritten.
 *
 * @param tags most confident first, then by id
 */
public record Tagging(String modelDigest, TaxonomyVersion version, List<AssignedTag> tags) {

    public Tagging {
        tags = tags.stream().sorted(AssignedTag.BY_CONFIDENCE).toList();
    }

    public boolean nothingFits() {
        return tags.isEmpty();
    }
}
