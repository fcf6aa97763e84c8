package io.tagstream.learning;

import io.tagstream.tagging.Calibration;
import io.tagstream.tagging.Calibration.Origin;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Calibrates a tag by what people said of it: a logistic curve (Platt 1999) on top of the calibration that it would replace, drawn
 * towards leaving that as it is. How strongly is decided by cross-validation, and the calibration is replaced only if the fit is
 * better on verdicts that it did not see.
 */
final class CorrectionCalibration {

    /** Two parameters, and which of five strengths: from fewer verdicts, chance decides. */
    static final int MIN_VERDICTS = 20;

    static final int MIN_OF_EACH = 5;

    private static final int FOLDS = 5;
    private static final double[] STRENGTHS = {0.3, 1, 3, 10, 30};

    /** The slope is surer than the offset: what is wrong with a prompt moves its cosines more than it spreads them. */
    private static final double SLOPE_STRENGTH = 4;

    private CorrectionCalibration() {}

    /**
     * Fits.
     *
     * @param z the tag's log-odds of photos that it was given, or of whose group of tags somebody chose
     * @param accepted by photo: whether it shows the tag
     */
    static CalibrationOutcome fit(double[] z, boolean[] accepted, Calibration replaced) {
        int shown = (int) IntStream.range(0, z.length).filter(i -> accepted[i]).count();
        int least = Math.min(shown, z.length - shown);
        if (z.length < MIN_VERDICTS || least < MIN_OF_EACH) {
            return new CalibrationOutcome.Refused("%d accepted and %d rejected; it takes %d, and %d of each"
                    .formatted(shown, z.length - shown, MIN_VERDICTS, MIN_OF_EACH));
        }
        Points points = points(z, accepted, Line.of(replaced));
        double before = points.loss(Line.IDENTITY) / points.size();
        int[] folds = folds(z, accepted);
        double best = STRENGTHS[0];
        double after = Double.POSITIVE_INFINITY;
        for (double strength : STRENGTHS) {
            double loss = heldOutLoss(points, folds, strength);
            if (loss < after) {
                best = strength;
                after = loss;
            }
        }
        if (after >= before) {
            return new CalibrationOutcome.Refused(
                    "on %d verdicts held out, log loss would go from %.4f to %.4f".formatted(z.length, before, after));
        }
        Line line = Line.of(replaced).then(fit(points, best));
        return new CalibrationOutcome.Calibrated(
                line.calibration(Origin.CORRECTIONS, z.length), OptionalDouble.of(before), OptionalDouble.of(after));
    }

    private static Points points(double[] z, boolean[] accepted, Line replaced) {
        return new Points(
                IntStream.range(0, z.length).mapToDouble(i -> replaced.at(z[i])).toArray(),
                IntStream.range(0, z.length)
                        .mapToDouble(i -> accepted[i] ? 1 : 0)
                        .toArray(),
                IntStream.range(0, z.length).mapToDouble(i -> 1).toArray());
    }

    /** Each fold has its part of both kinds, and of all log-odds. */
    private static int[] folds(double[] z, boolean[] accepted) {
        int[] order = IntStream.range(0, z.length)
                .boxed()
                .sorted(Comparator.<Integer, Boolean>comparing(i -> accepted[i])
                        .thenComparing(i -> z[i])
                        .thenComparing(i -> i))
                .mapToInt(i -> i)
                .toArray();
        int[] folds = new int[z.length];
        for (int rank = 0; rank < order.length; rank++) {
            folds[order[rank]] = rank % FOLDS;
        }
        return folds;
    }

    private static double heldOutLoss(Points points, int[] folds, double strength) {
        double sum = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            Line line = fit(points.where(i -> folds[i] != held), strength);
            sum += points.where(i -> folds[i] == held).loss(line);
        }
        return sum / points.size();
    }

    private static Line fit(Points points, double strength) {
        return LineFit.fit(smoothed(points), SLOPE_STRENGTH * strength, strength);
    }

    /** Platt's targets: n photos that all show a tag do not prove that the next one does. */
    private static Points smoothed(Points points) {
        double accepted = 0;
        for (double target : points.targets()) {
            accepted += target;
        }
        double yes = (accepted + 1) / (accepted + 2);
        double no = 1 / (points.size() - accepted + 2);
        double[] targets = new double[points.size()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = points.targets()[i] > 0 ? yes : no;
        }
        return new Points(points.x(), targets, points.weights());
    }
}
