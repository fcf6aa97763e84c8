package io.tagstream.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPositionTest {

    private static final EventLog LOG = new EventLog("photos.uploaded", new UUID(1, 2), 0);
    private static final EventLog OTHER_PARTITION = new EventLog("photos.uploaded", new UUID(1, 2), 1);
    private static final EventLog REMADE_TOPIC = new EventLog("photos.uploaded", new UUID(3, 4), 0);
    private static final EventPosition POSITION = new EventPosition(LOG, 10, 1, Instant.ofEpochSecond(100));

    @ParameterizedTest
    @CsvSource({"11, 0, true", "10, 2, true", "10, 1, true", "10, 0, false", "9, 5, false"})
    void withinALogTheLaterPlaceWinsWhateverTheClockSays(long offset, int item, boolean wins) {
        EventPosition earlier = new EventPosition(LOG, offset, item, Instant.EPOCH);
        EventPosition later = new EventPosition(LOG, offset, item, Instant.ofEpochSecond(200));

        assertThat(earlier.supersedes(POSITION)).isEqualTo(wins);
        assertThat(later.supersedes(POSITION)).isEqualTo(wins);
    }

    @ParameterizedTest
    @CsvSource({"99, false", "100, true", "101, true"})
    void betweenLogsTheLaterTimeWinsWhateverTheOffset(long second, boolean wins) {
        Instant at = Instant.ofEpochSecond(second);

        assertThat(new EventPosition(OTHER_PARTITION, 0, 0, at).supersedes(POSITION))
                .isEqualTo(wins);
        assertThat(new EventPosition(REMADE_TOPIC, 99, 0, at).supersedes(POSITION))
                .isEqualTo(wins);
    }

    @Test
    void readsAsKafkasOwnToolsWriteIt() {
        assertThat(POSITION).hasToString("photos.uploaded-0@10");
    }
}
