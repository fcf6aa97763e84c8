package io.tagstream.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelevanceTest {

    /** As an any-of tag: sigmoid of the logit less the background's. */
    @Test
    void ofATextIsTheProbabilityThatItBeatsTheBackground() {
        Relevance relevance = Relevance.ofText(100, 21);

        assertThat(relevance.of(0.21)).isCloseTo(0.5, within(1e-9));
        assertThat(relevance.of(0.25)).isCloseTo(1 / (1 + Math.exp(-4)), within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.25, 0.5, 0.9, 0.999})
    void aCutOffIsACosine(double cutOff) {
        for (Relevance relevance : new Relevance[] {Relevance.ofText(100, 21), Relevance.ofPhoto(pairs(0.5, 0.05))}) {
            assertThat(relevance.of(relevance.cosine(cutOff))).isCloseTo(cutOff, within(1e-9));
        }
    }

    @Test
    void cutOffsAtTheEndsStayCosines() {
        assertThat(Relevance.ofText(100, 21).cosine(1)).isEqualTo(1);
        assertThat(Relevance.ofText(100, 21).cosine(0)).isEqualTo(-1);
        assertThat(Relevance.ofText(10, 500).cosine(0.5)).isEqualTo(1);
    }

    /** Of two models, one of which has all photos near each other. */
    @Test
    void ofAPhotoHoldsOverModels() {
        assertThat(Relevance.ofPhoto(pairs(0.2, 0.2)).cosine(0.5)).isCloseTo(0.2 + 1.75 * 0.2, within(0.01));
        assertThat(Relevance.ofPhoto(pairs(0.6, 0.08)).cosine(0.5)).isCloseTo(0.6 + 1.75 * 0.08, within(0.01));
    }

    @Test
    void nearlyTheSamePictureIsRelevantWhereAllAreAlike() {
        assertThat(Relevance.ofPhoto(pairs(0.97, 0.001)).of(0.98)).isGreaterThan(0.5);
        assertThat(Relevance.ofPhoto(new double[] {0.99}).of(0.99)).isGreaterThan(0.5);
    }

    @Test
    void ofNothingIsStillANumber() {
        assertThat(Relevance.ofPhoto(new double[0]).of(0.5)).isBetween(0.0, 1.0);
    }

    /** Normally distributed, with a tail of pairs that are alike. */
    private static double[] pairs(double mean, double deviation) {
        Random random = new Random(1);
        double[] cosines = new double[20_000];
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = i % 100 == 0 ? 0.99 : mean + deviation * random.nextGaussian();
        }
        return cosines;
    }
}
