package io.tagstream.learning;

import io.tagstream.tagging.Fitting;
import java.util.List;

/**
 * What was fitted, and what was refused.
 *
 * @param photos of the catalog that were looked at
 * @param judged photos that people said something of
 * @param tags in the taxonomy's order
 */
public record FittingReport(Fitting fitting, int photos, int judged, List<TagReport> tags) {

    public FittingReport {
        tags = List.copyOf(tags);
    }
}
