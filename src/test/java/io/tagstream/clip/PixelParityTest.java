package io.tagstream.clip;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.clip.archive.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Photos to pixels, against Pillow's bicubic resize and transformers' centre crop. */
class PixelParityTest {

    private static final double MIN_EQUAL = 0.99;

    @ParameterizedTest
    @MethodSource("io.tagstream.clip.GoldenModel#all")
    void photosAreResizedAndCroppedAsTheReferenceDoes(GoldenModel golden) {
        try (ClipModel model = Models.load(golden, Precision.FLOAT32)) {
            assertThat(golden.pictures()).isNotEmpty().allSatisfy(picture -> {
                byte[] expected = picture.pixels();
                byte[] actual = model.preprocess(SharedData.picture(picture.photo()));
                assertThat(largestDifference(actual, expected))
                        .as("largest difference")
                        .isLessThanOrEqualTo(1);
                assertThat(equalShare(actual, expected))
                        .as("share of equal values")
                        .isGreaterThan(MIN_EQUAL);
            });
        }
    }

    private static int largestDifference(byte[] actual, byte[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        int largest = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs(Byte.toUnsignedInt(actual[i]) - Byte.toUnsignedInt(expected[i])));
        }
        return largest;
    }

    private static double equalShare(byte[] actual, byte[] expected) {
        int equal = 0;
        for (int i = 0; i < actual.length; i++) {
            equal += actual[i] == expected[i] ? 1 : 0;
        }
        return (double) equal / actual.length;
    }
}
