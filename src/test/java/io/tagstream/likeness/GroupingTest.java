package io.tagstream.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.likeness.Grouping.Pair;
import io.tagstream.likeness.Grouping.Star;
import io.tagstream.photo.ContentHash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupingTest {

    private static final Contender LARGE = photo(1, "a", 40, 1_000, false, 5);
    private static final Contender MIDDLE = photo(2, "b", 30, 900, false, 4);
    private static final Contender SMALL = photo(3, "c", 20, 800, false, 3);

    @Test
    void aChainEndsWhereTheBestIsNotLikeAPhoto() {
        List<Star> stars = new Grouping(
                        List.of(SMALL, MIDDLE, LARGE), List.of(near(LARGE, MIDDLE), near(MIDDLE, SMALL)))
                .stars(LikenessKind.NEAR_DUPLICATE);

        assertThat(stars).hasSize(1);
        assertThat(stars.getFirst().best()).isEqualTo(LARGE);
        assertThat(stars.getFirst().others()).extracting(Grouping.Member::photo).containsExactly(MIDDLE);
    }

    @Test
    void whatIsLooserThanTheKindIsLeftOut() {
        Grouping grouping = new Grouping(List.of(LARGE, MIDDLE), List.of(near(LARGE, MIDDLE)));

        assertThat(grouping.stars(LikenessKind.SAME_PICTURE)).isEmpty();
        assertThat(grouping.stars(LikenessKind.NEAR_DUPLICATE)).hasSize(1);
    }

    @Test
    void whatIsLikeOneOfEqualFilesIsLikeAll() {
        Contender copy = photo(9, "b", 30, 900, false, 9);

        List<Star> stars = new Grouping(List.of(LARGE, MIDDLE, copy), List.of(near(LARGE, MIDDLE)))
                .stars(LikenessKind.NEAR_DUPLICATE);

        assertThat(stars.getFirst().others()).extracting(Grouping.Member::photo).containsExactly(MIDDLE, copy);
        assertThat(stars.getFirst().reclaimableBytes()).isEqualTo(1_800);
    }

    @Test
    void theReasonSaysWhatMakesTheBestBetter() {
        Contender dated = photo(4, "d", 40, 1_000, true, 9);
        Contender compressed = photo(5, "e", 40, 500, true, 1);
        Contender later = photo(6, "a", 40, 1_000, false, 7);

        assertThat(List.of(later, LARGE, compressed, dated).stream()
                        .sorted(Contender.BEST_FIRST)
                        .toList())
                .containsExactly(dated, LARGE, later, compressed);
        assertThat(LARGE.reason(List.of(MIDDLE))).isEqualTo("most pixels (40 × 30)");
        assertThat(dated.reason(List.of(compressed))).isEqualTo("least compressed (0.83 bytes a pixel)");
        assertThat(dated.reason(List.of(LARGE))).isEqualTo("says when it was taken");
        assertThat(LARGE.reason(List.of(later, SMALL))).isEqualTo("most pixels (40 × 30), was there first");
    }

    private static Contender photo(long number, String bytes, int width, long size, boolean taken, long since) {
        return new Contender(
                number,
                ContentHash.of(bytes.getBytes(StandardCharsets.UTF_8)),
                width,
                width * 3 / 4,
                size,
                taken,
                Instant.ofEpochSecond(since));
    }

    private static Pair near(Contender one, Contender other) {
        return new Pair(one.photo(), other.photo(), LikenessKind.NEAR_DUPLICATE, Optional.of(10), 0.95);
    }
}
