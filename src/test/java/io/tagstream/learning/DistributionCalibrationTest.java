package io.tagstream.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.learning.CalibrationOutcome.Calibrated;
import io.tagstream.learning.CalibrationOutcome.Refused;
import io.tagstream.tagging.Calibration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionCalibrationTest {

    /** Those that show the tag lie at 8, those that do not at -6, and what is a little like it at -1. */
    @Test
    void whatIsSurelyItStaysSoAndWhatIsNotIsNotGiven() {
        Calibration calibration = calibrated(kinds(5_000, 8, 1.5, 0.1, -6, 2, 0.8, -1, 1, 0.1));

        assertThat(calibration.origin()).isEqualTo(Calibration.Origin.DISTRIBUTION);
        assertThat(calibration.samples()).isEqualTo(5_000);
        assertThat(calibration.logOdds(8)).isGreaterThan(2);
        assertThat(calibration.logOdds(-1)).isLessThan(-1);
    }

    /** At zero, the log-odds themselves are undecided; which kind a photo is of, is not. */
    @Test
    void aPhotoIsWhatItsKindIs() {
        assertThat(calibrated(kinds(5_000, 2, 1, 0.3, -9, 2, 0.7)).logOdds(0)).isGreaterThan(0.1);
        assertThat(calibrated(kinds(5_000, 9, 1, 0.3, -2, 1, 0.7)).logOdds(0)).isLessThan(-0.1);
    }

    @Test
    void fewPhotosAreRefused() {
        assertThat(DistributionCalibration.fit(kinds(999, 5, 1, 0.3, -5, 1, 0.7)))
                .isEqualTo(new Refused("999 photos, and it takes 1,000"));
    }

    @Test
    void oneKindOfPhotosTellsNothing() {
        assertThat(DistributionCalibration.fit(kinds(5_000, -1, 2, 1)))
                .isEqualTo(new Refused("its log-odds do not tell kinds of photos apart"));
    }

    @Test
    void aTagThatNoPhotoShowsOrEveryOneDoesIsLeftToItself() {
        assertThat(DistributionCalibration.fit(kinds(5_000, -9, 1, 0.3, -20, 2, 0.7)))
                .asString()
                .contains("hardly a photo");
        assertThat(DistributionCalibration.fit(kinds(5_000, 20, 1, 0.3, 10, 2, 0.7)))
                .asString()
                .contains("nearly every photo");
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 7, -1_000})
    void numbersThatAreAllTheSameAreRefused(float same) {
        float[] z = new float[2_000];
        Arrays.fill(z, same);

        assertThat(DistributionCalibration.fit(z)).isInstanceOf(Refused.class);
    }

    private static Calibration calibrated(float[] z) {
        CalibrationOutcome outcome = DistributionCalibration.fit(z);
        assertThat(outcome).isInstanceOf(Calibrated.class);
        return TagReport.after(outcome, Calibration.NONE);
    }

    /** @param kinds mean, deviation and share of each */
    private static float[] kinds(int photos, double... kinds) {
        Random random = new Random(4);
        float[] z = new float[photos];
        for (int i = 0; i < photos; i++) {
            double which = random.nextDouble();
            int kind = 0;
            while (kind < kinds.length - 3 && which >= kinds[kind + 2]) {
                which -= kinds[kind + 2];
                kind += 3;
            }
            z[i] = (float) (kinds[kind] + kinds[kind + 1] * random.nextGaussian());
        }
        return z;
    }
}
