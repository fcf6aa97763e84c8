package io.tagstream.tagging;

import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.taxonomy.FacetKind;
import io.tagstream.taxonomy.LabelBlock;
import io.tagstream.taxonomy.LabelMatrix;
import io.tagstream.taxonomy.RowRange;
import io.tagstream.taxonomy.Tag;
import io.tagstream.taxonomy.TagGroup;
import io.tagstream.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A release ready for arithmetic: which rows there are, and who is decided with whom. */
final class Plan {

    /** A facet's rows, and its groups, each after the one that its parent is in. */
    record FacetPlan(LabelBlock block, List<Group> groups, boolean hasAnyOf) {

        RowRange background() {
            return block.backgroundRows();
        }

        /** Tags that a photo gets of it at most. */
        int limit() {
            return block.facet().limit();
        }
    }

    private final List<ScoredTag> tags = new ArrayList<>();
    private final List<FacetPlan> facets = new ArrayList<>();
    private final List<float[]> learned = new ArrayList<>();
    private final LabelMatrix labels;
    private final Fitting fitting;
    private final int mostRivals;

    /** @throws Failure MODEL_INVALID if a tag was learned in other dimensions than the labels have */
    Plan(LabelMatrix labels, Fitting fitting) {
        this.labels = labels;
        this.fitting = fitting;
        Map<String, Integer> ranks = ranks(labels.taxonomy());
        for (LabelBlock block : labels.blocks()) {
            Map<String, ScoredTag> byId = new HashMap<>();
            for (int i = 0; i < block.tags().size(); i++) {
                String id = block.tags().get(i).id();
                ScoredTag tag = scored(block, i, ranks.getOrDefault(id, 0));
                tags.add(tag);
                byId.put(id, tag);
            }
            facets.add(facet(block, byId));
        }
        this.mostRivals = facets.stream()
                .flatMap(facet -> facet.groups().stream())
                .mapToInt(group -> group.rivals().length)
                .max()
                .orElse(0);
    }

    /** By number, in the taxonomy's order. */
    List<ScoredTag> tags() {
        return tags;
    }

    /** In the taxonomy's order. */
    List<FacetPlan> facets() {
        return facets;
    }

    /** Tags that a photo gets at most. */
    int limit() {
        return labels.taxonomy().limit();
    }

    /** RowRange whose product with a photo is a cosine; the others are of learned weights. */
    int labelRows() {
        return labels.rowCount();
    }

    /** Of any group. */
    int mostRivals() {
        return mostRivals;
    }

    int rowCount() {
        return labels.rowCount() + learned.size();
    }

    /** float32, row by row: the label matrix, then the weights of learned tags. */
    float[] rows() {
        int dimensions = labels.dimensions();
        float[] rows = Arrays.copyOf(labels.rows(), Math.multiplyExact(rowCount(), dimensions));
        for (int i = 0; i < learned.size(); i++) {
            System.arraycopy(learned.get(i), 0, rows, (labels.rowCount() + i) * dimensions, dimensions);
        }
        return rows;
    }

    private static Map<String, Integer> ranks(Taxonomy taxonomy) {
        Map<String, Integer> ranks = new HashMap<>();
        Placement.of(taxonomy).values().stream()
                .sorted(Comparator.comparingInt(
                                (Placement tag) -> tag.ancestors().size())
                        .thenComparing(Placement::tagId))
                .forEach(tag -> ranks.put(tag.tagId(), ranks.size()));
        return ranks;
    }

    private ScoredTag scored(LabelBlock block, int i, int rank) {
        Tag tag = block.tags().get(i);
        return new ScoredTag(
                tags.size(),
                rank,
                tag,
                block.facet().id(),
                block.firstRow() + i,
                block.negatives().get(i),
                Optional.ofNullable(fitting.learned().get(tag.id())).map(weights -> learned(tag, weights)),
                labels.taxonomy().threshold(block.facet(), tag),
                fitting.calibration(tag.id()));
    }

    private ScoredTag.Learned learned(Tag tag, LearnedTag weights) {
        if (weights.weights().length != labels.dimensions()) {
            throw new Failure(
                    FailureCode.MODEL_INVALID,
                    "tag %s was learned in %d dimensions, the labels have %d"
                            .formatted(tag.id(), weights.weights().length, labels.dimensions()));
        }
        ScoredTag.Learned row = new ScoredTag.Learned(rowCount(), weights);
        learned.add(weights.weights());
        return row;
    }

    private static FacetPlan facet(LabelBlock block, Map<String, ScoredTag> byId) {
        List<Group> groups = new ArrayList<>();
        for (TagGroup group : block.facet().groups()) {
            Optional<ScoredTag> parent = group.parent().map(tag -> byId.get(tag.id()));
            groups.add(Group.of(
                    group.kind() == FacetKind.ONE_OF,
                    parent.map(ScoredTag::index).orElse(Group.NO_PARENT),
                    parent.map(tag -> new RowRange(tag.row(), tag.row() + 1)).orElse(block.backgroundRows()),
                    group.tags().stream().map(tag -> byId.get(tag.id())).toList()));
        }
        return new FacetPlan(block, groups, groups.stream().anyMatch(group -> !group.oneOf()));
    }
}
