package io.tagstream.catalog;

import io.tagstream.tagging.Verdict;
import java.util.Map;

/**
 * What people said of a photo's tags.
 *
 * @param byTaxonomy by the taxonomy's name, then by tag id
 */
record PhotoVerdicts(Map<String, Map<String, Verdict>> byTaxonomy) {

    static final PhotoVerdicts NONE = new PhotoVerdicts(Map.of());

    /** Those about tags that the release's version has. */
    Map<String, Verdict> about(LoadedRelease release) {
        Map<String, Verdict> verdicts =
                byTaxonomy.getOrDefault(release.taxonomy().name(), Map.of());
        return verdicts.isEmpty() ? verdicts : release.known(verdicts);
    }
}
