package io.tagstream.tagging;

import java.util.Comparator;
import java.util.OptionalDouble;

/**
 * A tag that a photo has.
 *
 * @param score cosine of the photo and the tag's label; comparable between photos for one tag, not between tags. Absent where
 *     somebody gave a tag that no model did
 * @param confidence probability, in [0, 1], that the photo shows it; 1 where somebody said so
 * @param origin who says so
 */
public record AssignedTag(String tagId, String facetId, OptionalDouble score, double confidence, Origin origin) {

    /** Most confident first; ids settle what is equal, so that the order is always the same. */
    public static final Comparator<AssignedTag> BY_CONFIDENCE =
            Comparator.comparingDouble(AssignedTag::confidence).reversed().thenComparing(AssignedTag::tagId);

    public AssignedTag {
        if (!Double.isFinite(score.orElse(0)) || !(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("tag %s: score %s, confidence %s".formatted(tagId, score, confidence));
        }
        if (score.isEmpty() && origin != Origin.HUMAN) {
            throw new IllegalArgumentException("tag %s of a model without a score".formatted(tagId));
        }
    }

    /** Given by the model's prompts or by what was learned. */
    public AssignedTag(String tagId, String facetId, double score, double confidence, Origin origin) {
        this(tagId, facetId, OptionalDouble.of(score), confidence, origin);
    }
}
