package io.tagstream.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdAdviceTest {

    @Test
    void findsTheGapBetweenPhotosThatShowTheTagAndThoseThatDoNot() {
        Sample sample = new Sample(repeated(20, 0.4), repeated(30, 0.3));

        ThresholdAdvice advice = ThresholdAdvice.of(sample, 0.5).orElseThrow();

        assertThat(advice.best()).isEqualTo(0.35);
        assertThat(advice.now()).isEqualTo(new Counts(0, 0, 20));
        assertThat(advice.fitted()).isEqualTo(new Counts(20, 0, 0));
        assertThat(advice.validated()).isEqualTo(new Counts(20, 0, 0));
        assertThat(advice.pays()).isTrue();
        assertThat(advice.isOfFew()).isFalse();
    }

    @Test
    void leavesAThresholdThatIsAmongTheBest() {
        ThresholdAdvice advice = ThresholdAdvice.of(new Sample(repeated(5, 0.9), repeated(5, 0.1)), 0.42)
                .orElseThrow();

        assertThat(advice.best()).isEqualTo(0.42);
        assertThat(advice.pays()).isFalse();
        assertThat(advice.isOfFew()).isTrue();
    }

    @Test
    void keepsApartWhatDiffersInTheEighthDecimalOnly() {
        double shown = 0.99999998;
        double absent = 0.99999995;

        double best = ThresholdAdvice.of(new Sample(repeated(9, shown), repeated(9, absent)), 0.5)
                .orElseThrow()
                .best();

        assertThat(best).isGreaterThan(absent).isLessThanOrEqualTo(shown);
        assertThat(BetterThresholds.decimal(best)).hasSizeLessThanOrEqualTo(11);
    }

    /** One photo outvotes its neighbours where it was chosen on, and not where it was not. */
    @Test
    void doesNotPromiseWhatWasOnlyLearnedByHeart() {
        Random random = new Random(3);
        Sample noise = new Sample(
                random.doubles(12, 0.4, 0.9).toArray(),
                random.doubles(12, 0.4, 0.9).toArray());

        ThresholdAdvice advice = ThresholdAdvice.of(noise, 0.45).orElseThrow();

        assertThat(advice.validated().f1().orElseThrow())
                .isLessThanOrEqualTo(advice.fitted().f1().orElseThrow());
    }

    @Test
    void doesNotAdviseToGiveATagThatTheConfidencesSayNothingOfToEveryPhoto() {
        Random random = new Random(5);
        Sample noise =
                new Sample(random.doubles(50).toArray(), random.doubles(50).toArray());

        ThresholdAdvice advice = ThresholdAdvice.of(noise, 0.99).orElseThrow();

        assertThat(advice.validated().f1().orElseThrow())
                .isGreaterThan(advice.now().f1().orElseThrow());
        assertThat(advice.pays()).isFalse();
    }

    @Test
    void saysNothingOfATagThatCannotBeValidated() {
        assertThat(ThresholdAdvice.of(new Sample(repeated(1, 0.9), repeated(9, 0.1)), 0.5))
                .isEmpty();
        assertThat(ThresholdAdvice.of(new Sample(repeated(9, 0.9), repeated(1, 0.1)), 0.5))
                .isEmpty();
    }

    @Test
    void whatNoThresholdWouldGiveStaysMissed() {
        Sample sample = new Sample(new double[] {-1, -1, 0.6, 0.6}, repeated(4, 0.2));

        ThresholdAdvice advice = ThresholdAdvice.of(sample, 0.7).orElseThrow();

        assertThat(advice.best()).isEqualTo(0.4);
        assertThat(advice.fitted()).isEqualTo(new Counts(2, 0, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void noThresholdIsBetterThanTheBest(int seed) {
        Random random = new Random(seed);
        Sample sample = new Sample(
                random.doubles(40, 0.2, 1).toArray(), random.doubles(60, 0, 0.8).toArray());

        ThresholdAdvice advice = ThresholdAdvice.of(sample, 0.5).orElseThrow();

        double best = IntStream.rangeClosed(1, 9_999)
                .mapToDouble(i -> sample.countsAt(i / 10_000.0).f1().orElse(0))
                .max()
                .orElseThrow();
        assertThat(advice.fitted().f1().orElseThrow()).isGreaterThanOrEqualTo(best);
        assertThat(advice.fitted()).isEqualTo(sample.countsAt(advice.best()));
    }

    private static double[] repeated(int count, double value) {
        double[] values = new double[count];
        Arrays.fill(values, value);
        return values;
    }
}
