package io.tagstream.search;

import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseLoader;
import javax.sql.DataSource;

/** Reads filters for those who do something else with photos than to list them. Safe for use by many threads. */
public final class Selections {

    /**
     * Photos that pass a filter.
     *
     * @param release in whose tags the filter was read
     * @param condition on {@code photos p}
     */
    public record Selection(Release release, Condition condition) {}

    private final InForceReader inForce;
    private final SearchLimits limits;

    public Selections(DataSource dataSource, ReleaseLoader loader, SearchLimits limits) {
        this.inForce = new InForceReader(dataSource, loader);
        this.limits = limits;
    }

    /**
     * Of catalogued photos in the release in force; a request that says nothing selects all.
     *
     * @throws Unanswerable if a field is wrong, or asks for what photos resemble
     */
    public Selection of(SearchRequest request) {
        InForce now = inForce.read();
        Asked asked = new Understanding(now.vocabulary(), limits).of(request);
        asked.text().ifPresent(words -> {
            throw Unanswerable.wrong(
                    "q", "has words for the model (%s); photos are selected by filters alone".formatted(words));
        });
        if (asked.isNear()) {
            throw Unanswerable.wrong("photo", "is to be resembled; photos are selected by filters alone");
        }
        return new Selection(now.release(), FilterCondition.of(asked.filter(), now));
    }
}
