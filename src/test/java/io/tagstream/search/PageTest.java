package io.tagstream.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.search.NearestPhotos.Hit;
import io.tagstream.search.Page.Entry;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PageTest {

    @Test
    void keepsTheNearestAndOfEquallyNearOnesThoseOfLowerNumbers() {
        Page page = new Page(3, Optional.empty(), -1);
        LongStream.of(9, 4, 7, 1).forEach(photo -> page.offer(new Hit(photo, 0.5)));
        page.offer(new Hit(20, 0.6));
        page.offer(new Hit(2, 0.4));

        assertThat(page.hits()).containsExactly(new Hit(20, 0.6), new Hit(1, 0.5), new Hit(4, 0.5));
    }

    @Test
    void beginsAfterTheLastHitOfThePageBefore() {
        Page page = new Page(3, Page.entryOf(Optional.of(new Hit(4, 0.5))), -1);
        LongStream.of(3, 4, 5).forEach(photo -> page.offer(new Hit(photo, 0.5), 17));
        page.offer(new Hit(1, 0.6));
        page.offer(new Hit(1, 0.4));

        assertThat(page.hits()).containsExactly(new Hit(5, 0.5), new Hit(1, 0.4));
    }

    @Test
    void leavesOutWhatIsTooFar() {
        Page page = new Page(3, Optional.empty(), 0.5);
        page.offer(new Hit(1, 0.5));
        page.offer(new Hit(2, 0.49));

        assertThat(page.hits()).containsExactly(new Hit(1, 0.5));
        assertThat(page.isOpenTo(0.49)).isFalse();
    }

    @Test
    void isSettledOnceItIsFullOfWhatCannotBeBeaten() {
        Page page = new Page(1, Optional.empty(), -1);
        Entry last = new Entry(new Hit(5, 0.5), 1);
        assertThat(page.isSettledBy(last)).isFalse();

        page.offer(new Hit(6, 0.4));
        assertThat(page.isSettledBy(last)).isFalse();

        page.offer(new Hit(4, 0.5));
        assertThat(page.isSettledBy(last)).isTrue();
    }
}
