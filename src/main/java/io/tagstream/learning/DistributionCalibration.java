package io.tagstream.learning;

import io.tagstream.tagging.Calibration.Origin;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Calibrates a tag by how its log-odds are spread over the catalog, without anybody's word.
 *
 * <p>Photos of one kind have similar log-odds, and few photos lie between two kinds. So the kinds are found first, as a mixture of
 * normal distributions, and each is taken for what the log-odds of its mean say. A photo then is what its kind is, rather than what
 * its own log-odds say: those of a whole kind of photos are less often wrong. A logistic curve through that is the calibration. It
 * is gone half way only, since the log-odds of the means are the same prompt's word. What else was tried, and how this one did:
 * ADR 0024.
 */
final class DistributionCalibration {

    /** Fewer photos say more about themselves than about the tag. */
    static final int MIN_PHOTOS = 1_000;

    /** A kind of fewer photos is left to the log-odds themselves. */
    private static final double MIN_OF_EACH = 10;

    private DistributionCalibration() {}

    /** @param z the tag's log-odds of photos that were chosen without regard to it */
    static CalibrationOutcome fit(float[] z) {
        if (z.length < MIN_PHOTOS) {
            return new CalibrationOutcome.Refused("%,d photos, and it takes %,d".formatted(z.length, MIN_PHOTOS));
        }
        Histogram values = Histogram.of(z);
        Mixture mixture = Mixture.of(values);
        double[] targets = Arrays.stream(values.means())
                .map(x -> mixture.mixed(x, LogOdds::probability))
                .toArray();
        Optional<String> doubt = doubt(values, mixture, targets);
        if (doubt.isPresent()) {
            return new CalibrationOutcome.Refused(doubt.get());
        }
        Line line = LineFit.fit(new Points(values.means(), targets, values.counts()), 0, 0);
        return new CalibrationOutcome.Calibrated(
                line.half().calibration(Origin.DISTRIBUTION, z.length), OptionalDouble.empty(), OptionalDouble.empty());
    }

    private static Optional<String> doubt(Histogram values, Mixture mixture, double[] targets) {
        if (mixture.kinds() == 1) {
            return Optional.of("its log-odds do not tell kinds of photos apart");
        }
        double with = 0;
        for (int bin = 0; bin < targets.length; bin++) {
            with += values.counts()[bin] * targets[bin];
        }
        if (with < MIN_OF_EACH) {
            return Optional.of("hardly a photo of %,.0f shows it".formatted(values.total()));
        }
        return values.total() - with < MIN_OF_EACH
                ? Optional.of("nearly every photo of %,.0f shows it".formatted(values.total()))
                : Optional.empty();
    }
}
