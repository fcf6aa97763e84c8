package io.tagstream.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.search.NearestPhotos.Hit;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EmbeddingBlockTest {

    private static final int DIMENSIONS = 150;

    private final Random random = new Random(3);
    private final Rows rows = new Rows(
            LongStream.range(0, EmbeddingBlock.ROWS).toArray(),
            LongStream.range(1_000, 1_000 + EmbeddingBlock.ROWS).toArray(),
            floats(EmbeddingBlock.ROWS * DIMENSIONS));
    private final float[] point = floats(DIMENSIONS);

    @Test
    void cosinesHaveTheSameBitsHoweverTheyAreComputed() {
        assertThat(EmbeddingBlock.full(rows).with(point))
                .isEqualTo(EmbeddingBlock.passing(rows).with(point));
    }

    @Test
    void theBestOfThoseThatAreAskedForAreOnThePage() {
        EmbeddingBlock block = EmbeddingBlock.full(rows);
        float[] cosines = block.with(point);
        Page page = new Page(5, Optional.empty(), Double.NEGATIVE_INFINITY);

        block.offer(cosines, page, photo -> photo % 2 == 0);

        assertThat(page.hits()).hasSize(5).isSortedAccordingTo(Page.ORDER).allMatch(hit -> hit.photo() % 2 == 0);
        double last = page.hits().getLast().cosine();
        assertThat(LongStream.range(0, cosines.length).filter(row -> row % 2 == 0 && cosines[(int) row] >= last))
                .hasSize(5);
    }

    @Test
    void whatIsForgottenIsNotOfferedAgain() {
        EmbeddingBlock block = EmbeddingBlock.passing(rows);
        Page first = new Page(1, Optional.empty(), Double.NEGATIVE_INFINITY);
        block.offer(block.with(point), first, photo -> true);
        Hit best = first.hits().getFirst();

        block.forget(first.entries().getFirst().embedding());

        Page second = new Page(1, Optional.empty(), Double.NEGATIVE_INFINITY);
        block.offer(block.with(point), second, photo -> true);
        assertThat(second.hits()).doesNotContain(best);
    }

    private float[] floats(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
