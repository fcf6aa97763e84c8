package io.tagstream.taxonomy;

import java.util.List;

/**
 * A facet's rows in the label matrix: its scored tags in order, then its background prompts.
 *
 * @param threshold of tags that have none of their own
 * @param firstRow of the first tag
 * @param backgrounds how many background rows follow the tags, at least 1
 */
public record LabelBlock(Facet facet, double threshold, List<Tag> tags, int firstRow, int backgrounds) {

    public LabelBlock {
        tags = List.copyOf(tags);
        if (firstRow < 0 || backgrounds < 1) {
            throw new IllegalArgumentException("row %d, %d backgrounds".formatted(firstRow, backgrounds));
        }
    }

    public double threshold(Tag tag) {
        return tag.threshold().orElse(threshold);
    }

    public int firstBackgroundRow() {
        return firstRow + tags.size();
    }

    /** One past the block's last row. */
    public int endRow() {
        return firstBackgroundRow() + backgrounds;
    }
}
