package io.tagstream.learning;

import io.tagstream.tagging.Calibration;
import java.util.Optional;

/**
 * What was done about a tag, and why.
 *
 * @param distribution by the catalog, without people's word
 * @param corrections by people's word; of no effect on a learned tag
 * @param learning from examples; absent where there are none
 */
public record TagReport(
        String tagId,
        String facetId,
        CalibrationOutcome distribution,
        CalibrationOutcome corrections,
        Optional<LearningOutcome> learning) {

    /** What its log-odds are worth from now on. */
    public Calibration calibration() {
        if (learning.orElse(NOT_LEARNED) instanceof LearningOutcome.Learned(var tag, var gain, var error)) {
            return new Calibration(Calibration.Origin.CORRECTIONS, 1, 0, tag.examples()); // it is in the weights
        }
        return after(corrections, after(distribution, Calibration.NONE));
    }

    private static final LearningOutcome NOT_LEARNED = new LearningOutcome.Refused("");

    static Calibration after(CalibrationOutcome outcome, Calibration before) {
        return switch (outcome) {
            case CalibrationOutcome.Calibrated calibrated -> calibrated.calibration();
            case CalibrationOutcome.Refused refused -> before;
        };
    }
}
