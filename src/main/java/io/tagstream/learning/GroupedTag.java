package io.tagstream.learning;

import io.tagstream.taxonomy.FacetKind;
import io.tagstream.taxonomy.LabelBlock;
import io.tagstream.taxonomy.LabelMatrix;
import io.tagstream.taxonomy.Tag;
import io.tagstream.taxonomy.TagGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A scored tag, and those that it is decided with.
 *
 * @param column its place among a tagger's log-odds
 * @param row of its label
 * @param group ids of the tags of its group, its own among them
 */
record GroupedTag(
        String id, String facetId, int column, int row, boolean oneOf, Optional<String> parent, List<String> group) {

    /** In the order of a tagger's log-odds. */
    static List<GroupedTag> of(LabelMatrix labels) {
        List<GroupedTag> tags = new ArrayList<>();
        for (LabelBlock block : labels.blocks()) {
            List<TagGroup> groups = block.facet().groups();
            for (int i = 0; i < block.tags().size(); i++) {
                Tag tag = block.tags().get(i);
                TagGroup group = groups.stream()
                        .filter(candidate -> candidate.tags().contains(tag))
                        .findFirst()
                        .orElseThrow();
                tags.add(new GroupedTag(
                        tag.id(),
                        block.facet().id(),
                        tags.size(),
                        block.firstRow() + i,
                        group.kind() == FacetKind.ONE_OF,
                        group.parent().map(Tag::id),
                        group.tags().stream().map(Tag::id).toList()));
            }
        }
        return tags;
    }

    /** Whether it is only asked about where the tag above it holds. */
    boolean isConditional() {
        return oneOf && parent.isPresent();
    }
}
