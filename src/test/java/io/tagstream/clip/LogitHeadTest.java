package io.tagstream.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.clip.LogitHead.Kind;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LogitHeadTest {

    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void aSoftmaxLetsLabelsCompete() {
        LogitHead head = new LogitHead(100, 0, Kind.SOFTMAX);
        double[] probabilities =
                head.probabilities(new double[] {head.logit(0.25), head.logit(0.23), head.logit(0.23)});
        double weight = Math.exp(-2);
        assertThat(probabilities)
                .containsExactly(
                        new double[] {1 / (1 + 2 * weight), weight / (1 + 2 * weight), weight / (1 + 2 * weight)},
                        EXACT);
    }

    @Test
    void aSigmoidJudgesEachLabelAlone() {
        LogitHead head = new LogitHead(110, -12, Kind.SIGMOID);
        assertThat(head.logit(12 / 110.0)).isCloseTo(0, EXACT);
        assertThat(head.probabilities(new double[] {0, 0, -1}))
                .containsExactly(new double[] {0.5, 0.5, 1 / (1 + Math.E)}, EXACT);
    }

    @Test
    void largeLogitsDoNotOverflow() {
        assertThat(new LogitHead(1, 0, Kind.SOFTMAX).probabilities(new double[] {2000, 1000}))
                .containsExactly(new double[] {1, 0}, EXACT);
        assertThat(new LogitHead(1, 0, Kind.SIGMOID).probabilities(new double[] {2000, -2000}))
                .containsExactly(new double[] {1, 0}, EXACT);
    }

    @Test
    void refusesAScaleThatOrdersNothing() {
        assertThatThrownBy(() -> new LogitHead(0, 0, Kind.SOFTMAX)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LogitHead(1, Double.NaN, Kind.SIGMOID))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
