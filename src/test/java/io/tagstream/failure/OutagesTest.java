package io.tagstream.failure;

import static io.tagstream.failure.Dependency.DATABASE;
import static io.tagstream.failure.Dependency.KAFKA;
import static io.tagstream.failure.Dependency.SOURCES;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.failure.Outages.Outage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutagesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final SettableClock clock = new SettableClock();
    private final Outages outages = new Outages(clock);

    @Test
    void nothingIsAwayAtFirst() {
        for (Dependency dependency : Dependency.values()) {
            assertThat(outages.of(dependency)).isEmpty();
        }
    }

    @Test
    void whoeverWaitsWhileNobodyGetsThroughSeesAnOutage() {
        outages.waits(DATABASE, away("no route"));

        assertThat(outages.of(DATABASE))
                .contains(new Outage(FailureCode.DATABASE_UNAVAILABLE, "no route", clock.instant()));
        assertThat(outages.of(KAFKA)).isEmpty();
    }

    @Test
    void oneThatWaitsWhileOthersGetThroughIsNoOutage() {
        outages.waits(SOURCES, away("one host"));

        outages.worked(SOURCES);

        assertThat(outages.of(SOURCES)).isEmpty();
    }

    @Test
    void whenNobodyGetsThroughAnyMoreItIsAnOutageAfterTheGrace() {
        outages.worked(SOURCES);
        outages.waits(SOURCES, away("one host"));
        assertThat(outages.of(SOURCES)).isEmpty();

        clock.pass(Outages.GRACE.plus(SECOND));

        assertThat(outages.of(SOURCES)).isPresent();
    }

    @Test
    void whenNobodyWaitsThereIsNoOutage() {
        outages.waits(DATABASE, away("no route"));
        outages.waits(DATABASE, away("no route"));

        outages.stopsWaiting(DATABASE);
        assertThat(outages.of(DATABASE)).isPresent();
        outages.stopsWaiting(DATABASE);

        assertThat(outages.of(DATABASE)).isEmpty();
    }

    @Test
    void anOutageTellsItsLatestCauseAndItsFirstMoment() {
        Instant beginning = clock.instant();
        waitsForAnHour("no route");

        outages.waits(DATABASE, away("shutting down"));

        assertThat(outages.of(DATABASE))
                .contains(new Outage(FailureCode.DATABASE_UNAVAILABLE, "shutting down", beginning));
    }

    @Test
    void anOutageAfterSuccessIsANewOne() {
        waitsForAnHour("no route");
        outages.worked(DATABASE);
        clock.pass(HOUR);

        outages.waits(DATABASE, away("no route"));

        assertThat(outages.of(DATABASE)).map(Outage::since).contains(clock.instant());
    }

    @Test
    void anOutageLongAfterAllGaveUpIsANewOne() {
        waitsForAnHour("no route");
        clock.pass(HOUR);

        outages.waits(DATABASE, away("no route"));

        assertThat(outages.of(DATABASE)).map(Outage::since).contains(clock.instant());
    }

    private void waitsForAnHour(String cause) {
        outages.waits(DATABASE, away(cause));
        clock.pass(HOUR);
        outages.stopsWaiting(DATABASE);
    }

    private static Failure away(String message) {
        return new Failure(FailureCode.DATABASE_UNAVAILABLE, message);
    }
}
