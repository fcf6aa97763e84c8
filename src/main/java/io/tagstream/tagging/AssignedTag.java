package io.tagstream.tagging;

import java.util.Comparator;

/**
 * A tag that a photo is given by the model.
 *
 * @param score cosine of the photo and the tag's label; comparable between photos for one tag, not between tags
 * @param confidence probability, in [0, 1], by the rule of the tag's facet
 */
public record AssignedTag(String tagId, String facetId, double score, double confidence) {

    /** Most confident first; ids settle what is equal, so that the order is always the same. */
    public static final Comparator<AssignedTag> BY_CONFIDENCE =
            Comparator.comparingDouble(AssignedTag::confidence).reversed().thenComparing(AssignedTag::tagId);

    public AssignedTag {
        if (!Double.isFinite(score) || !(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("tag %s: score %s, confidence %s".formatted(tagId, score, confidence));
        }
    }
}
