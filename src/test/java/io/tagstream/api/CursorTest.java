package io.tagstream.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 35, 36, 1_234_567_890_123L, Long.MAX_VALUE})
    void leadsBackToItsPlace(long number) {
        assertThat(Cursor.decode(Cursor.encode(number))).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "1.5", "é", "zzzzzzzzzzzzzzzzz", "'; drop table photos"})
    void whatIsNoneIsABadRequestThatNamesTheParameter(String cursor) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Cursor.decode(cursor))
                .withMessageContaining("after")
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(400));
    }
}
