package io.tagstream.tagging;

import io.tagstream.taxonomy.RowRange;
import io.tagstream.taxonomy.Tag;
import java.util.Optional;

/**
 * A tag as it is scored.
 *
 * @param index its number in the plan
 * @param rank settles what is equally confident: tags further up first, then by id
 * @param row of its label
 * @param negatives rows of what it is mistaken for
 * @param learned how its log-odds are made if they were learned
 * @param threshold the confidence from which on it is given
 * @param calibration what its log-odds are worth
 */
record ScoredTag(
        int index,
        int rank,
        Tag tag,
        String facetId,
        int row,
        RowRange negatives,
        Optional<Learned> learned,
        double threshold,
        Calibration calibration) {

    /** Makes up for rounding, since {@link #neededLogOdds} only says what need not be looked at. */
    private static final double MARGIN = 1e-6;

    /**
     * A tag that was learned, among the rows.
     *
     * @param row of its weights, whose product with the photo, plus the bias, are the log-odds
     */
    record Learned(int row, LearnedTag tag) {

        double bias() {
            return tag.bias();
        }
    }

    String id() {
        return tag.id();
    }

    Origin origin() {
        return learned.isPresent() ? Origin.LEARNED : Origin.MODEL;
    }

    /** Below these, it does not reach its threshold in any company. */
    double neededLogOdds() {
        double exact = (LogSpace.logit(threshold) - calibration.offset()) / calibration.slope();
        return exact - MARGIN * (1 + Math.abs(exact));
    }

    /**
     * Whether, in a one-of group, it has to be ahead of each single thing that the photo may show instead. That keeps low thresholds
     * of large groups honest; but what was learned from people about a tag is better than this rule.
     */
    boolean mustLead() {
        return learned.isEmpty() && calibration.origin() != Calibration.Origin.CORRECTIONS;
    }
}
