package io.tagstream.tagging;

import io.tagstream.taxonomy.FacetKind;
import java.util.List;
import java.util.Optional;

/**
 * Why a photo is given a tag, or not.
 *
 * @param parent id of the tag above it
 * @param kind how it and its siblings relate
 * @param cosine of the photo and the tag's label
 * @param logit the cosine times the model's logit scale
 * @param logOdds what the calibration is given: the logit against all competitors, or what the learned weights say
 * @param calibration what is made of it
 * @param confidence what comes out; in a one-of group below a tag, times that tag's confidence
 * @param threshold the confidence that it takes
 * @param learned how it was learned, if its prompts have no say
 * @param competitors the strongest, most similar first; a learned tag has none
 * @param moreCompetitors how many there are beside them
 */
public record TagExplanation(
        String tagId,
        String facetId,
        Optional<String> parent,
        FacetKind kind,
        double cosine,
        double logit,
        double logOdds,
        Calibration calibration,
        double confidence,
        double threshold,
        Decision decision,
        Optional<LearnedTag> learned,
        List<Competitor> competitors,
        int moreCompetitors) {

    /** What became of it; the first that applies. */
    public enum Decision {
        GIVEN,
        /** In a one-of group below a tag that the photo is not given. */
        PARENT_MISSING,
        /** Another tag of its one-of group is more confident. */
        SIBLING_WON,
        BELOW_THRESHOLD,
        /** In its one-of group, something that is no tag fits better: a background or negative prompt, or the tag above. */
        NOTHING_IN_PARTICULAR,
        /** More confident tags are as many as the facet or taxonomy allows. */
        OVER_LIMIT
    }

    public TagExplanation {
        competitors = List.copyOf(competitors);
    }

    public boolean isGiven() {
        return decision == Decision.GIVEN;
    }
}
