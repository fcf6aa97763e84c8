package io.tagstream.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HashScanTest {

    @Test
    void findsTheNearestAndNoMore() {
        HashScan scan = new HashScan(10_000);
        scan.add(1, 0b1111L);
        scan.add(2, 0b0111L);
        scan.add(3, -1L);
        scan.add(4, 0);

        assertThat(scan.near(new long[] {0b1111L, 0}, 4, 10)).isEqualTo(new long[][] {{1, 2}, {}});
        assertThat(scan.near(new long[] {0b1111L}, 4, 1)).isEqualTo(new long[][] {{1}});
        assertThat(scan.near(new long[] {0b1111L}, 4, 0)).isEqualTo(new long[][] {{}});
    }

    @Test
    void comparesAllOfManyAndForgetsTheOldestBeyondItsBound() {
        HashScan scan = new HashScan(9_000);
        long[] hashes = new Random(1).longs(10_000).toArray();
        for (int i = 0; i < hashes.length; i++) {
            scan.add(i, hashes[i]);
        }

        long[][] found = scan.near(hashes, 0, 2);

        assertThat(scan.size()).isEqualTo(9_000);
        assertThat(LongStream.range(0, 10_000)
                        .filter(i -> found[(int) i].length == 1)
                        .toArray())
                .isEqualTo(LongStream.range(1_000, 10_000).toArray());
    }
}
