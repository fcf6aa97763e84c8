package io.tagstream.retag;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Which photos, by number. */
sealed interface Photos {

    /** An SQL condition on a column of photo numbers. */
    String are(String column);

    /** How many there can be. */
    int most();

    /** All from one number to another, ends included. */
    record Range(long first, long last) implements Photos {

        @Override
        public String are(String column) {
            return "%s between %d and %d".formatted(column, first, last);
        }

        @Override
        public int most() {
            return Math.toIntExact(last - first + 1);
        }
    }

    /** These. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Listed(long[] numbers) implements Photos {

        @Override
        public String are(String column) {
            return Arrays.stream(numbers)
                    .mapToObj(Long::toString)
                    .collect(Collectors.joining(",", column + " = any ('{", "}'::int8[])"));
        }

        @Override
        public int most() {
            return numbers.length;
        }
    }
}
