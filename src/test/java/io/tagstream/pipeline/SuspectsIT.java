package io.tagstream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.catalog.Suspects;
import io.tagstream.catalog.Suspects.Standing;
import io.tagstream.catalog.Suspicion;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.failure.Outages;
import io.tagstream.failure.Retrier;
import io.tagstream.local.EmbeddedDatabase;
import io.tagstream.photo.ContentHash;
import io.tagstream.photo.PhotoId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What workers tell each other of their crashes, in a real database. */
class SuspectsIT {

    private static final PhotoId PHOTO = new PhotoId("a");
    private static final ContentHash CONTENT = ContentHash.of("a".getBytes(StandardCharsets.UTF_8));
    private static final Suspicion BESIDE_OTHERS = new Suspicion(PHOTO, CONTENT, false);
    private static final Suspicion ALONE = new Suspicion(PHOTO, CONTENT, true);

    @TempDir
    Path directory;

    private final Workers workers = new Workers(2);
    private EmbeddedDatabase database;
    private Suspects suspects;
    private Quarantine quarantine;

    @BeforeEach
    void start() {
        database = new EmbeddedDatabase(directory.resolve("postgresql"));
        Flyway.configure().dataSource(database.dataSource()).load().migrate();
        suspects = new Suspects(database.dataSource());
        Duration pause = Duration.ofMillis(1);
        quarantine = new Quarantine(
                Optional.empty(), suspects, workers, new Retrier(new Outages(Clock.systemUTC()), pause, pause));
    }

    @AfterEach
    void stop() {
        workers.close();
        database.close();
    }

    @Test
    void onlyACrashAloneConvicts() {
        suspects.accuse(List.of(BESIDE_OTHERS, BESIDE_OTHERS), "one");
        suspects.accuse(List.of(BESIDE_OTHERS), "two");
        assertThat(suspects.load()).isEqualTo(Map.of(CONTENT, Standing.SUSPECTED));

        suspects.accuse(List.of(ALONE), "two");
        suspects.accuse(List.of(BESIDE_OTHERS), "one");
        assertThat(suspects.load()).isEqualTo(Map.of(CONTENT, Standing.CONVICTED));

        suspects.acquit(List.of(CONTENT));
        assertThat(suspects.load()).as("a conviction stays").isEqualTo(Map.of(CONTENT, Standing.CONVICTED));
    }

    @Test
    void aSuspectWaitsForOthersToEndAndIsClearedByDoingNoHarm() throws InterruptedException {
        suspects.accuse(List.of(BESIDE_OTHERS), "one");
        quarantine.open("one");
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch othersAreInside = new CountDownLatch(2);
        CountDownLatch othersMayEnd = new CountDownLatch(1);

        Thread encodes = Thread.startVirtualThread(
                () -> quarantine.besideOthers(() -> other(seen, othersAreInside, othersMayEnd)));
        Thread decodes = Thread.startVirtualThread(() -> quarantine.decode(
                new PhotoId("b"), ContentHash.of(new byte[1]), () -> other(seen, othersAreInside, othersMayEnd)));
        othersAreInside.await();
        Thread suspect =
                Thread.startVirtualThread(() -> quarantine.decode(PHOTO, CONTENT, () -> seen.add("the suspect")));
        othersMayEnd.countDown();
        for (Thread thread : List.of(encodes, decodes, suspect)) {
            thread.join();
        }

        assertThat(seen).containsExactly("another", "another", "the suspect");
        assertThat(quarantine.size()).isZero();
        quarantine.settle();
        assertThat(suspects.load()).isEmpty();
    }

    @Test
    void aContentThatWasConvictedElsewhereIsRefusedAfterTheNextRebalance() {
        quarantine.open("one");
        suspects.accuse(List.of(ALONE), "two");
        assertThat(quarantine.decode(PHOTO, CONTENT, () -> "decoded")).isEqualTo("decoded");

        quarantine.expire();
        quarantine.refresh();

        assertThatThrownBy(() -> quarantine.decode(PHOTO, CONTENT, () -> "decoded"))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.code())
                        .isEqualTo(FailureCode.IMAGE_CRASHES_DECODER));
    }

    private static boolean other(Queue<String> seen, CountDownLatch inside, CountDownLatch mayEnd) {
        inside.countDown();
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return seen.add("another");
    }
}
