package io.tagstream.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "\u0000", "a\ud83d", "\udcf7\ud83d"})
    void refusesWhatIsNoName(String value) {
        assertThatThrownBy(() -> new PhotoId(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsBytesNotCharacters() {
        assertThat(new PhotoId("ü".repeat(544)).value()).hasSize(544);
        assertThatThrownBy(() -> new PhotoId("ü".repeat(545))).hasMessageContaining("1088 bytes");
    }
}
