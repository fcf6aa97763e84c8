package io.tagstream.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ThresholdsTest {

    private static final Thresholds DEFAULTS = Thresholds.DEFAULTS;

    @Test
    void equalBytesAreTheSameFileWhateverElseIsKnown() {
        assertThat(DEFAULTS.kind(
                        new Evidence(true, OptionalInt.empty(), OptionalDouble.empty(), 0, false, Optional.empty())))
                .contains(LikenessKind.SAME_FILE);
    }

    @Test
    void theSamePictureNeedsHashMosaicCosineAndShape() {
        assertThat(kind(8, 10, 0.9, true)).contains(LikenessKind.SAME_PICTURE);
        assertThat(kind(9, 10, 0.9, true)).contains(LikenessKind.NEAR_DUPLICATE);
        assertThat(kind(8, 10.5, 0.9, true)).contains(LikenessKind.NEAR_DUPLICATE);
        assertThat(kind(8, 10, 0.9, false)).contains(LikenessKind.NEAR_DUPLICATE);
        assertThat(kind(0, 0, 0.89, true)).isEmpty();
        assertThat(kind(13, 0, 1, true)).isEmpty();
    }

    @Test
    void withoutAMosaicNothingProvesTheSamePicture() {
        assertThat(DEFAULTS.kind(
                        new Evidence(false, OptionalInt.of(0), OptionalDouble.empty(), 1, true, Optional.empty())))
                .contains(LikenessKind.NEAR_DUPLICATE);
    }

    @Test
    void aPictureOfOneColourIsLikeNoOther() {
        assertThat(DEFAULTS.kind(
                        new Evidence(false, OptionalInt.empty(), OptionalDouble.of(0), 1, true, Optional.of(0.0))))
                .isEmpty();
    }

    @Test
    void framesOfOneBurstMayDifferMore() {
        assertThat(burst(3)).contains(LikenessKind.NEAR_DUPLICATE);
        assertThat(burst(3.5)).isEmpty();
    }

    @Test
    void refusesThresholdsThatContradictEachOther() {
        assertThatThrownBy(() -> new Thresholds(20, 10, 0.9, 12, 0.9, 3, 24, 0.85))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("near-hash");
        assertThatThrownBy(() -> new Thresholds(8, 300, 0.9, 12, 0.9, 3, 24, 0.85))
                .hasMessageContaining("tagstream.likeness.same-cells");
    }

    private static Optional<LikenessKind> kind(int bits, double cells, double cosine, boolean sameShape) {
        return DEFAULTS.kind(new Evidence(
                false, OptionalInt.of(bits), OptionalDouble.of(cells), cosine, sameShape, Optional.empty()));
    }

    private static Optional<LikenessKind> burst(double seconds) {
        return DEFAULTS.kind(
                new Evidence(false, OptionalInt.of(20), OptionalDouble.of(90), 0.88, true, Optional.of(seconds)));
    }
}
