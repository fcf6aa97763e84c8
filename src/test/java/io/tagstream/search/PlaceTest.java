package io.tagstream.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tagstream.search.NearestPhotos.Hit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

    @Test
    void leadsBackToTheBit() {
        Place place = new Place(-7, new Hit(Long.MAX_VALUE, Math.nextUp(0.1)), 200);

        assertThat(Place.of(place.cursor(), -7)).isEqualTo(place);
    }

    @Test
    void isOfNoOtherQuestion() {
        String cursor = new Place(1, new Hit(2, 0.5), 10).cursor();

        assertThatExceptionOfType(Unanswerable.class)
                .isThrownBy(() -> Place.of(cursor, 2))
                .withMessageStartingWith("after is a cursor of another question");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "abc",
                "'; drop table photos",
                "AAAAAAAAAAA",
                "ü",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void whatIsMadeUpIsNone(String cursor) {
        assertThatExceptionOfType(Unanswerable.class)
                .isThrownBy(() -> Place.of(cursor, 0))
                .withMessageStartingWith("after is no cursor of ours");
    }

    @Test
    void noNumberMakesItUsable() {
        String notANumber = new Place(0, new Hit(1, Double.NaN), 1).cursor();
        String nobody = new Place(0, new Hit(-1, 0.5), 1).cursor();

        for (String cursor : new String[] {notANumber, nobody}) {
            assertThatExceptionOfType(Unanswerable.class).isThrownBy(() -> Place.of(cursor, 0));
        }
    }
}
