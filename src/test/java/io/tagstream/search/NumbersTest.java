package io.tagstream.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.search.Numbers.Known;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NumbersTest {

    private final Numbers numbers = new Numbers();

    @Test
    void neighboursAreOneRange() {
        LongStream.of(1, 2, 5, 3, 7, 6, 5).forEach(numbers::add);

        assertThat(numbers.known()).isEqualTo(new Known(0, "{[1,3],[5,7]}"));
        assertThat(numbers.highest()).isEqualTo(7);
    }

    @Test
    void gapsAreClosedOnceNoTransactionIsLeftThatMayFillThem() {
        LongStream.of(1, 2, 5).forEach(numbers::add);
        numbers.allSeen(100, 105);

        numbers.add(6);
        numbers.allSeen(104, 110);
        assertThat(numbers.known()).as("104 may have been given 3").isEqualTo(new Known(0, "{[1,2],[5,6]}"));

        numbers.add(3);
        numbers.add(9);
        numbers.allSeen(105, 112);
        assertThat(numbers.known())
                .as("those that ran when 5 was seen have ended; 6 and 9 were seen later")
                .isEqualTo(new Known(5, "{[6,6],[9,9]}"));

        numbers.allSeen(112, 112);
        assertThat(numbers.known()).isEqualTo(new Known(9, "{}"));
    }

    @Test
    void whatIsKnownAlreadyChangesNothing() {
        numbers.add(4);
        numbers.allSeen(10, 10);
        numbers.allSeen(10, 10);
        numbers.add(2);

        assertThat(numbers.known()).isEqualTo(new Known(4, "{}"));
    }
}
