package io.tagstream.search;

import java.util.List;

/**
 * What there is among photos: each list by number of photos, the largest first, but for months, which are newest first.
 *
 * @param photos how many were counted
 * @param extent which those are
 * @param tags tags above the given ones included
 * @param facets photos that have a tag of a facet
 * @param owners the largest ones; photos without one are not among them
 * @param formats as the bytes say
 * @param months by the camera's clock, {@code 2026-07}; photos that do not say when they were taken are not among them
 */
public record Counts(
        long photos,
        Extent extent,
        List<TagCount> tags,
        List<Count> facets,
        List<Count> owners,
        List<Count> formats,
        List<Count> months) {

    public Counts {
        tags = List.copyOf(tags);
        facets = List.copyOf(facets);
        owners = List.copyOf(owners);
        formats = List.copyOf(formats);
        months = List.copyOf(months);
    }

    Counts of(Extent extent) {
        return new Counts(photos, extent, tags, facets, owners, formats, months);
    }

    /** Which photos were counted. */
    public enum Extent {
        /** All that there are. */
        ALL,
        /** The newest of those that pass the filter: there are more than were counted. */
        NEWEST,
        /** The nearest to what is looked for: there are more than were counted. */
        NEAREST
    }

    /** Photos of a tag or of tags below it. */
    public record TagCount(String id, String name, String facet, long photos) {}

    /** Photos of something that has a name. */
    public record Count(String name, long photos) {}
}
