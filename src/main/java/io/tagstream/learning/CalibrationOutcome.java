package io.tagstream.learning;

import io.tagstream.tagging.Calibration;
import java.util.OptionalDouble;

/** What came of calibrating a tag. */
public sealed interface CalibrationOutcome {

    /**
     * It is better than what it replaces.
     *
     * @param lossBefore mean log loss of what it replaces on people's verdicts; absent where there are none to tell
     * @param lossAfter its own, each verdict held out
     */
    record Calibrated(Calibration calibration, OptionalDouble lossBefore, OptionalDouble lossAfter)
            implements CalibrationOutcome {}

    /** What is there is kept. */
    record Refused(String reason) implements CalibrationOutcome {}
}
