package io.tagstream.clip.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.clip.checkpoint.Family;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClipSourceTest {

    @ParameterizedTest
    @EnumSource(Family.class)
    void namesOneDnnsOperatorsOnlyWhereTheyAre(Family family) {
        assertThat(ClipSource.of(family, true)).contains("ops.mkldnn._linear_pointwise(h, x, weight, bias");
        assertThat(ClipSource.of(family, false)).doesNotContain("mkldnn");
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void leavesNothingToBeFilledIn(Family family) {
        assertThat(ClipSource.of(family, true)).doesNotContainPattern("\\{[A-Z_]+}");
        assertThat(ClipSource.of(family, false)).doesNotContainPattern("\\{[A-Z_]+}");
    }
}
