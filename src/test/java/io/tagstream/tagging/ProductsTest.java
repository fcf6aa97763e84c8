package io.tagstream.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductsTest {

    /** Sizes that fill tiles and steps, and sizes that do not. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 5, 2", "9, 97, 7", "4, 96, 576", "13, 768, 1201", "5, 1152, 577"})
    void areCosinesToSixDigits(int photos, int dimensions, int rows) {
        Random random = new Random(photos);
        float[] embeddings = directions(random, photos, dimensions);
        float[] labels = directions(random, rows, dimensions);

        float[][] products = new Products(labels, dimensions).of(embeddings, 0, photos);

        assertThat(products.length).isEqualTo(photos);
        for (int photo = 0; photo < photos; photo++) {
            assertThat(products[photo].length).isEqualTo(rows);
            for (int row = 0; row < rows; row++) {
                double exact = dot(embeddings, photo, labels, row, dimensions);
                assertThat((double) products[photo][row]).isEqualTo(exact, within(1e-6));
            }
        }
    }

    @Test
    void areSummedInTheOrderOfTheDimensionsWhateverIsBeside() {
        int dimensions = 510;
        int rows = 700;
        Random random = new Random(2);
        float[] embeddings = directions(random, 70, dimensions);
        float[] labels = directions(random, rows, dimensions);
        Products products = new Products(labels, dimensions);

        float[][] together = products.of(embeddings, 0, 70);

        for (int photo = 0; photo < 70; photo++) {
            assertThat(products.of(embeddings, photo, 1)[0]).isEqualTo(together[photo]);
            int row = random.nextInt(rows);
            assertThat(together[photo][row]).isEqualTo(oneAfterAnother(embeddings, photo, labels, row, dimensions));
        }
        assertThat(products.of(embeddings, 3, 6)[5]).isEqualTo(together[8]);
    }

    private static float oneAfterAnother(float[] embeddings, int photo, float[] labels, int row, int dimensions) {
        float sum = 0;
        for (int block = 0; block < dimensions; block += 64) {
            float ofBlock = 0;
            for (int d = block; d < Math.min(block + 64, dimensions); d++) {
                ofBlock = Math.fma(embeddings[photo * dimensions + d], labels[row * dimensions + d], ofBlock);
            }
            sum += ofBlock;
        }
        return sum;
    }

    private static double dot(float[] embeddings, int photo, float[] labels, int row, int dimensions) {
        double sum = 0;
        for (int d = 0; d < dimensions; d++) {
            sum += (double) embeddings[photo * dimensions + d] * labels[row * dimensions + d];
        }
        return sum;
    }

    /** Vectors of length 1 that have much in common, as CLIP's do: sums grow, and with them what rounding costs. */
    private static float[] directions(Random random, int count, int dimensions) {
        float[] values = new float[count * dimensions];
        for (int i = 0; i < count; i++) {
            double squares = 0;
            for (int d = 0; d < dimensions; d++) {
                values[i * dimensions + d] = (float) (Math.sin(d) + random.nextGaussian());
                squares += values[i * dimensions + d] * values[i * dimensions + d];
            }
            for (int d = 0; d < dimensions; d++) {
                values[i * dimensions + d] /= (float) Math.sqrt(squares);
            }
        }
        return values;
    }
}
