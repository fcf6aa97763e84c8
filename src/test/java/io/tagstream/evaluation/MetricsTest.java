package io.tagstream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {

    private static final double TINY = 1e-12;

    @Test
    void precisionRecallAndF1AreThoseOfTheBooks() {
        Counts counts = new Counts(6, 2, 4);

        assertThat(counts.precision()).hasValue(6.0 / 8);
        assertThat(counts.recall()).hasValue(6.0 / 10);
        assertThat(counts.f1().orElseThrow()).isCloseTo(2 * 0.75 * 0.6 / (0.75 + 0.6), within(TINY));
        assertThat(Counts.NONE.precision()).isEmpty();
        assertThat(Counts.NONE.f1()).isEmpty();
        assertThat(Counts.of(false, true).plus(Counts.of(true, false))).isEqualTo(new Counts(0, 1, 1));
    }

    /** 0 of 10 and 3 of 3 are z²/(n + z²) and n/(n + z²), with z² = 3.8415. */
    @ParameterizedTest
    @CsvSource({
        "0, 10, 0.0, 0.277533",
        "3, 3, 0.438503, 1.0",
        "5, 10, 0.236593, 0.763407",
        "81, 100, 0.722235, 0.874873"
    })
    void intervalsAreWilsons(long hits, long of, double low, double high) {
        Interval interval = Interval.wilson(hits, of).orElseThrow();

        assertThat(interval.low()).isCloseTo(low, within(2e-4));
        assertThat(interval.high()).isCloseTo(high, within(2e-4));
    }

    @Test
    void thereIsNoIntervalOfNothing() {
        assertThat(Interval.wilson(0, 0)).isEmpty();
    }

    /** Shown at 0.9, 0.7 and 0.3, absent at 0.8 and 0.2: precision 1/1, 2/3 and 3/4 where recall rises by a third. */
    @Test
    void averagePrecisionIsTheSumOverRisesOfRecall() {
        Sample sample = new Sample(new double[] {0.3, 0.9, 0.7}, new double[] {0.8, 0.2});

        PrecisionRecallCurve curve = new PrecisionRecallCurve(sample);

        assertThat(curve.averagePrecision().orElseThrow()).isCloseTo((1 + 2.0 / 3 + 3.0 / 4) / 3, within(TINY));
        assertThat(curve.points())
                .extracting(PrecisionRecallCurve.Point::confidence)
                .containsExactly(0.9, 0.8, 0.7, 0.3, 0.2);
        assertThat(curve.points().get(2).counts()).isEqualTo(new Counts(2, 1, 1));
    }

    /** Ordered by luck, equal confidences would give anything between 1/2 and 1. */
    @Test
    void equalConfidencesCountTogether() {
        Sample sample = new Sample(new double[] {0.5}, new double[] {0.5});

        assertThat(new PrecisionRecallCurve(sample).averagePrecision()).hasValue(0.5);
    }

    @Test
    void aTagThatNoPhotoShowsHasNoAveragePrecision() {
        assertThat(new PrecisionRecallCurve(new Sample(new double[0], new double[] {0.5})).averagePrecision())
                .isEmpty();
        assertThat(new PrecisionRecallCurve(new Sample(new double[0], new double[0])).points())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void averagePrecisionIsThatOfTheSlowAndObviousWay(int seed) {
        Sample sample = random(new Random(seed));

        OptionalDouble average = new PrecisionRecallCurve(sample).averagePrecision();

        assertThat(average.orElseThrow()).isCloseTo(obviousAveragePrecision(sample), within(1e-9));
    }

    /** The mean over photos that show the tag of the precision at their confidence. */
    private static double obviousAveragePrecision(Sample sample) {
        return Arrays.stream(sample.shown())
                .map(confidence -> sample.countsAt(confidence).precision().orElseThrow())
                .average()
                .orElseThrow();
    }

    @Test
    void reliabilityOfFourPairsIsCountedByHand() {
        Sample sample = new Sample(new double[] {0.92, 0.55}, new double[] {0.98, 0.05});

        Reliability reliability = Reliability.of(sample).orElseThrow();

        assertThat(reliability.equalWidth())
                .extracting(Reliability.Bin::low, Reliability.Bin::pairs, Reliability.Bin::shown)
                .containsExactly(tuple(0.0, 1L, 0.0), tuple(0.5, 1L, 1.0), tuple(0.9, 2L, 0.5));
        assertThat(reliability.calibrationError()).isCloseTo((0.05 + 0.45 + 2 * (0.95 - 0.5)) / 4, within(TINY));
        assertThat(reliability.equalMass()).hasSize(4);
        assertThat(reliability.calibrationErrorOfEqualMass()).isCloseTo((0.05 + 0.45 + 0.08 + 0.98) / 4, within(TINY));
        assertThat(reliability.brier())
                .isCloseTo((0.08 * 0.08 + 0.45 * 0.45 + 0.98 * 0.98 + 0.05 * 0.05) / 4, within(TINY));
        assertThat(reliability.logLoss())
                .isCloseTo(-(Math.log(0.92) + Math.log(0.55) + Math.log(0.02) + Math.log(0.95)) / 4, within(TINY));
    }

    @Test
    void certaintyIsInTheLastBinAndItsMistakesAreFinite() {
        Reliability reliability = Reliability.of(new Sample(new double[] {0, 1}, new double[] {1}))
                .orElseThrow();

        assertThat(reliability.equalWidth()).hasSize(2);
        assertThat(reliability.equalWidth().getLast().pairs()).isEqualTo(2);
        assertThat(reliability.logLoss()).isCloseTo(-2 * Math.log(Reliability.LEAST) / 3, within(1e-9));
        assertThat(Reliability.of(new Sample(new double[0], new double[0]))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void binsOfBothKindsHoldEveryPairOnce(int seed) {
        Sample sample = random(new Random(seed));

        Reliability reliability = Reliability.of(sample).orElseThrow();

        for (var bins : List.of(reliability.equalWidth(), reliability.equalMass())) {
            assertThat(bins).hasSizeBetween(1, Reliability.BINS);
            assertThat(bins.stream().mapToLong(Reliability.Bin::pairs).sum()).isEqualTo(sample.size());
            assertThat(bins.stream()
                            .mapToDouble(bin -> bin.pairs() * bin.shown())
                            .sum())
                    .isCloseTo(sample.shown().length, within(1e-6));
            assertThat(bins)
                    .allSatisfy(bin -> assertThat(bin.confidence()).isBetween(bin.low() - TINY, bin.high() + TINY));
        }
    }

    @Test
    void confidencesThatMeanWhatTheySayHaveHardlyACalibrationError() {
        Random random = new Random(7);
        Sample.Builder builder = new Sample.Builder();
        for (int i = 0; i < 100_000; i++) {
            double confidence = random.nextDouble();
            builder.add(confidence, random.nextDouble() < confidence);
        }

        Reliability reliability = Reliability.of(builder.build()).orElseThrow();

        assertThat(reliability.calibrationError()).isLessThan(0.01);
        assertThat(reliability.calibrationErrorOfEqualMass()).isLessThan(0.01);
        assertThat(reliability.brier()).isCloseTo(1.0 / 6, within(0.005));
    }

    /** With ties, since confidences saturate. */
    private static Sample random(Random random) {
        Sample.Builder sample = new Sample.Builder();
        int pairs = 30 + random.nextInt(200);
        for (int i = 0; i < pairs; i++) {
            boolean shown = i == 0 || random.nextInt(3) == 0;
            sample.add(Math.clamp(Math.round((random.nextDouble() + (shown ? 0.3 : 0)) * 20) / 20.0, 0, 1), shown);
        }
        return sample.build();
    }
}
