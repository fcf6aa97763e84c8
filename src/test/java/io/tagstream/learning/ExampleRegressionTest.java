package io.tagstream.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleRegressionTest {

    private static final int EXAMPLES = 60;
    private static final int DIMENSIONS = 20;

    /** Scales: of the prior, of which 1 is nothing to speak of and 1,000 is sure of the wrong thing. */
    @ParameterizedTest
    @CsvSource({"0, 0.1", "1, 1", "100, 0.1", "1000, 0.01"})
    void noStepFromWhatItFindsIsAnImprovement(double priorScale, double ridge) {
        Random random = new Random(7);
        double[][] photos = new double[EXAMPLES][DIMENSIONS];
        double[] targets = new double[EXAMPLES];
        double[] weights = new double[EXAMPLES];
        double[] prior = new double[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            for (int d = 0; d < DIMENSIONS; d++) {
                photos[i][d] = random.nextGaussian() / 4;
            }
            targets[i] = photos[i][0] + photos[i][1] > 0.2 ? 1 : 0;
            weights[i] = i % 7 == 0 ? 0 : random.nextDouble(0.1, 1);
            prior[i] = priorScale * photos[i][2];
        }
        double[][] products = products(photos);

        double[] parts = new ExampleRegression(products, prior, targets, weights, ridge)
                .solve()
                .parts();

        double least = objective(products, prior, targets, weights, ridge, parts);
        assertThat(least)
                .isLessThanOrEqualTo(objective(products, prior, targets, weights, ridge, new double[EXAMPLES]));
        for (int i = 0; i < EXAMPLES; i++) {
            for (double step : new double[] {-0.01, 0.01}) {
                double[] moved = parts.clone();
                moved[i] += step;
                assertThat(objective(products, prior, targets, weights, ridge, moved))
                        .isGreaterThan(least - 1e-6 * (1 + least));
            }
            if (weights[i] == 0) {
                assertThat(parts[i]).isCloseTo(0, within(1e-12));
            }
        }
    }

    private static double[][] products(double[][] photos) {
        double[][] products = new double[photos.length][photos.length];
        for (int i = 0; i < photos.length; i++) {
            for (int j = 0; j < photos.length; j++) {
                for (int d = 0; d < photos[i].length; d++) {
                    products[i][j] += photos[i][d] * photos[j][d];
                }
            }
        }
        return products;
    }

    private static double objective(
            double[][] products, double[] prior, double[] targets, double[] weights, double ridge, double[] parts) {
        double sum = 0;
        for (int i = 0; i < parts.length; i++) {
            double product = 0;
            for (int j = 0; j < parts.length; j++) {
                product += products[i][j] * parts[j];
            }
            double odds = prior[i] + product;
            double loss = Math.max(odds, 0) - targets[i] * odds + Math.log1p(Math.exp(-Math.abs(odds)));
            sum += weights[i] * loss + ridge / 2 * parts[i] * product;
        }
        return sum;
    }
}
