package io.tagstream.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.learning.CalibrationOutcome.Calibrated;
import io.tagstream.learning.CalibrationOutcome.Refused;
import io.tagstream.tagging.Calibration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrectionCalibrationTest {

    private static final Calibration REPLACED = new Calibration(Calibration.Origin.DISTRIBUTION, 1, 0, 5_000);

    @Test
    void peopleMoveTheConfidenceToWhereTheyAgree() {
        CalibrationOutcome outcome = fit(2_000, new Line(0.6, -2), 1);

        assertThat(outcome).isInstanceOf(Calibrated.class);
        Calibration calibration = TagReport.after(outcome, REPLACED);
        assertThat(calibration.origin()).isEqualTo(Calibration.Origin.CORRECTIONS);
        assertThat(calibration.samples()).isEqualTo(2_000);
        assertThat(calibration.slope()).isCloseTo(0.6, within(0.1));
        assertThat(calibration.offset()).isCloseTo(-2, within(0.3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aFewVerdictsDoNotThrowItFar(long seed) {
        Calibration few = TagReport.after(fit(30, new Line(0.5, -4), seed), REPLACED);

        assertThat(few.offset()).isBetween(-5.0, 0.5);
        assertThat(few.slope()).isBetween(0.2, 1.6);
    }

    /** Chance may touch it, but hardly. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsRightStaysAboutAsItIs(long seed) {
        Calibration after = TagReport.after(fit(200, Line.IDENTITY, seed), REPLACED);

        assertThat(after.logOdds(2)).isCloseTo(2, within(0.8));
        assertThat(after.logOdds(-2)).isCloseTo(-2, within(0.8));
    }

    @Test
    void whatIsNotBetterOnHeldOutVerdictsIsRefused() {
        double[] z = new double[20];
        boolean[] accepted = new boolean[z.length];
        for (int i = 0; i < z.length; i++) {
            z[i] = i % 2 == 0 ? 3 : -3;
            accepted[i] = i % 2 == 0;
        }
        Calibration sharp = new Calibration(Calibration.Origin.DISTRIBUTION, 4, 0, 5_000);

        assertThat(CorrectionCalibration.fit(z, accepted, sharp))
                .isInstanceOf(Refused.class)
                .asString()
                .contains("on 20 verdicts held out");
    }

    @ParameterizedTest
    @CsvSource({"10, 9", "30, 4", "4, 30", "0, 0"})
    void fewVerdictsAreRefused(int accepted, int rejected) {
        boolean[] shows = new boolean[accepted + rejected];
        Arrays.fill(shows, 0, accepted, true);

        assertThat(CorrectionCalibration.fit(new double[shows.length], shows, REPLACED))
                .isEqualTo(new Refused(
                        "%d accepted and %d rejected; it takes 20, and 5 of each".formatted(accepted, rejected)));
    }

    /** Verdicts as often right as the line says. */
    private static CalibrationOutcome fit(int verdicts, Line truth, long seed) {
        Random random = new Random(seed);
        double[] z = new double[verdicts];
        boolean[] accepted = new boolean[verdicts];
        for (int i = 0; i < verdicts; i++) {
            z[i] = 4 + 4 * random.nextGaussian();
            accepted[i] = random.nextDouble() < LogOdds.probability(truth.at(z[i]));
        }
        return CorrectionCalibration.fit(z, accepted, REPLACED);
    }
}
