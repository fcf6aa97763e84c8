package io.tagstream.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SearchSettingsTest {

    @Test
    void aSegmentIsWhatFitsIntoTheMemoryForBuilding() {
        assertThat(SearchSettings.DEFAULTS.photosOfSegment(768)).isEqualTo(441_505);
        assertThat(with(1 << 20, 400).photosOfSegment(768))
                .as("a tail that is worth one always fits")
                .isEqualTo(10_000);
    }

    @Test
    void saysWhichSettingIsOutOfItsBounds() {
        assertThatThrownBy(() -> with(1 << 20, 1_001))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tagstream.search.candidates has to be between 1 and 1000, not 1001");
        assertThatThrownBy(() -> with(1_000, 400)).hasMessageContaining("tagstream.search.build-memory");
    }

    private static SearchSettings with(long buildMemory, int candidates) {
        return new SearchSettings(
                true, 10_000, buildMemory, 2, 16, 100, candidates, 20_000, 20_000, 0, Duration.ofSeconds(5));
    }
}
