package io.tagstream.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {

    @ParameterizedTest
    @CsvSource({
        "2026, 2026-01-01T00:00, 2027-01-01T00:00",
        "2026-12, 2026-12-01T00:00, 2027-01-01T00:00",
        "2026-7, 2026-07-01T00:00, 2026-08-01T00:00",
        "2024-02-29, 2024-02-29T00:00, 2024-03-01T00:00",
        "2026-07-04T12:30, 2026-07-04T12:30, 2026-07-04T12:31",
        "2026-07-04 12:30:10, 2026-07-04T12:30:10, 2026-07-04T12:30:11",
        "2026-07-04T00:30+02:00, 2026-07-03T22:30, 2026-07-03T22:31",
        "2026-07-04T12:30:10Z, 2026-07-04T12:30:10, 2026-07-04T12:30:11",
        "2026-07-01..2026-08-01, 2026-07-01T00:00, 2026-08-02T00:00",
        "2026-07..2026-08, 2026-07-01T00:00, 2026-09-01T00:00",
        "2026 .. 2026, 2026-01-01T00:00, 2027-01-01T00:00",
        "2026-07.., 2026-07-01T00:00, ",
        "..2026-07, , 2026-08-01T00:00"
    })
    void standsForAllOfWhatIsNamed(String text, String from, String before) {
        TimeSpan.Range range = TimeSpan.range(text, "taken");

        assertThat(range.from().map(Object::toString).orElse(null)).isEqualTo(from);
        assertThat(range.before().map(Object::toString).orElse(null)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "yesterday",
                "26-07",
                "2026-13",
                "2026-02-30",
                "2026-07-04T25:00",
                "0000",
                "2026-07-04T12:30+99:00",
                "2026-08..2026-07",
                "2026..2027..2028",
                "20260704",
                "२०२६"
            })
    void namesTheFieldOfWhatIsNone(String text) {
        assertThatExceptionOfType(Unanswerable.class)
                .isThrownBy(() -> TimeSpan.range(text, "taken"))
                .withMessageStartingWith("taken ")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Unanswerable.Reason.WRONG));
    }
}
