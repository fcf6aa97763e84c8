package io.tagstream.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineFitTest {

    private static final int POINTS = 20_000;

    @ParameterizedTest
    @CsvSource({"1, 0", "0.3, -2", "2.5, 4"})
    void findsTheLineThatTheTruthWasDrawnBy(double slope, double offset) {
        Line line = LineFit.fit(drawn(new Line(slope, offset), 3), 0, 0);

        assertThat(line.slope()).isCloseTo(slope, within(0.1 * slope));
        assertThat(line.offset()).isCloseTo(offset, within(0.2));
    }

    @Test
    void aStrongRidgeLeavesThingsAsTheyAre() {
        Line line = LineFit.fit(drawn(new Line(0.3, -2), 3), 1e9, 1e9);

        assertThat(line.slope()).isCloseTo(1, within(1e-3));
        assertThat(line.offset()).isCloseTo(0, within(1e-3));
    }

    /** What speaks against a tag when it fits better, is not turned round, but only not believed. */
    @Test
    void neverReversesTheOrder() {
        Points points = drawn(new Line(-1, 0.5), 3);

        Line line = LineFit.fit(points, 0, 0);

        assertThat(line.slope()).isGreaterThanOrEqualTo(LineFit.MIN_SLOPE);
        assertThat(points.loss(line)).isLessThan(1.1 * Math.log(2) * POINTS);
    }

    /** Far out, where probabilities are 0 and 1 to the last bit and nothing curves any more. */
    @ParameterizedTest
    @ValueSource(doubles = {40, -40, 400, -400})
    void findsItsWayFromWhereEverythingIsSurelyWrong(double away) {
        Points points = drawn(new Line(1, -away), 2);

        Line line = LineFit.fit(points, 2, 0);

        assertThat(points.loss(line)).isLessThan(1.02 * Math.log(2) * POINTS);
    }

    /** Points around where the line is zero, so that both truths occur. */
    private static Points drawn(Line line, double spread) {
        Random random = new Random(1);
        double[] x = new double[POINTS];
        double[] targets = new double[POINTS];
        double[] weights = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            x[i] = -line.offset() / line.slope() + spread * random.nextGaussian();
            targets[i] = random.nextDouble() < LogOdds.probability(line.at(x[i])) ? 1 : 0;
            weights[i] = 1;
        }
        return new Points(x, targets, weights);
    }
}
