package io.tagstream.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.clip.Embedding;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointTextTest {

    private static final String MODEL = "0123456789abcdef";
    private static final int DIMENSIONS = 768;

    @Test
    void givesTheSamePlaceBack() {
        Embedding point = point(new Random(7));

        Embedding read = PointText.read(PointText.write(point, MODEL), MODEL, DIMENSIONS);

        assertThat(read.cosine(point)).isGreaterThan(0.999_999);
        assertThat(read.cosine(read)).isBetween(0.999_999, 1.000_001);
    }

    @Test
    void fitsIntoAnAddress() {
        assertThat(PointText.write(point(new Random(8)), MODEL)).matches("[\\w.-]{1,2100}");
    }

    @Test
    void saysWhenItIsOfAnotherModel() {
        String text = PointText.write(point(new Random(9)), MODEL);

        assertThatThrownBy(() -> PointText.read(text, "fedcba9876543210", DIMENSIONS))
                .hasMessageContaining("another model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01234567", "01234567.", "01234567.!!", "01234567.AAAA", "x"})
    void refusesWhatIsNoPlace(String text) {
        assertThatThrownBy(() -> PointText.read(text, MODEL, DIMENSIONS)).hasMessageStartingWith("picture");
    }

    @Test
    void refusesThePlaceOfNothing() {
        String nowhere = PointText.write(new Embedding(new float[DIMENSIONS]), MODEL);

        assertThatThrownBy(() -> PointText.read(nowhere, MODEL, DIMENSIONS)).hasMessageStartingWith("picture");
    }

    private static Embedding point(Random random) {
        float[] values = new float[DIMENSIONS];
        double square = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            values[i] = (float) random.nextGaussian();
            square += values[i] * values[i];
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            values[i] /= (float) Math.sqrt(square);
        }
        return new Embedding(values);
    }
}
