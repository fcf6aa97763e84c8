package io.tagstream.taxonomy;

import java.util.ArrayList;
import java.util.List;

/**
 * A facet's rows in the label matrix: its scored tags in order, then the negative prompts of each of them in order, then its
 * background prompts. So what a row stands for follows from the taxonomy alone.
 *
 * @param tags those that are scored; their rows begin at firstRow
 * @param negatives by tag: the rows of its negative prompts, perhaps none
 * @param background at least one prompt
 * @param backgroundRows theirs
 */
public record LabelBlock(
        Facet facet,
        int firstRow,
        List<Tag> tags,
        List<RowRange> negatives,
        List<String> background,
        RowRange backgroundRows) {

    public LabelBlock {
        tags = List.copyOf(tags);
        negatives = List.copyOf(negatives);
        background = List.copyOf(background);
        if (background.isEmpty() || tags.size() != negatives.size()) {
            throw new IllegalArgumentException("%d tags, %d ranges of negatives, %d backgrounds"
                    .formatted(tags.size(), negatives.size(), background.size()));
        }
    }

    /** In the order of the facets; together they are all rows. */
    static List<LabelBlock> of(Taxonomy taxonomy) {
        List<LabelBlock> blocks = new ArrayList<>();
        int row = 0;
        for (Facet facet : taxonomy.facets()) {
            LabelBlock block = of(facet, row, taxonomy.background(facet));
            blocks.add(block);
            row = block.endRow();
        }
        return List.copyOf(blocks);
    }

    private static LabelBlock of(Facet facet, int firstRow, List<String> background) {
        List<Tag> tags = facet.scored();
        List<RowRange> negatives = new ArrayList<>();
        int row = firstRow + tags.size();
        for (Tag tag : tags) {
            RowRange rows = new RowRange(row, row + tag.negatives().size());
            negatives.add(rows);
            row = rows.end();
        }
        return new LabelBlock(facet, firstRow, tags, negatives, background, new RowRange(row, row + background.size()));
    }

    /** One past the block's last row. */
    public int endRow() {
        return backgroundRows.end();
    }
}
