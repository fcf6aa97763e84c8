package io.tagstream.failure;

import static io.tagstream.failure.Dependency.DATABASE;
import static io.tagstream.failure.Dependency.KAFKA;
import static io.tagstream.failure.FailureCode.DATABASE_UNAVAILABLE;
import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetrierTest {

    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Outages outages = new Outages(Clock.systemUTC());
    private final Retrier retrier = new Retrier(outages, PAUSE, PAUSE.multipliedBy(3));

    @Test
    void whatWorksIsDoneOnce() {
        FailingWork work = new FailingWork();

        assertThat(retrier.call(DATABASE, Retrier.FOREVER, work)).isEqualTo("done");
        assertThat(work.attempts).isEqualTo(1);
    }

    @Test
    void whatFailsForTheOutsidesFaultIsRepeatedUntilItWorks() {
        FailingWork work = new FailingWork(DATABASE_UNAVAILABLE, DATABASE_UNAVAILABLE, DATABASE_UNAVAILABLE);

        assertThat(retrier.call(DATABASE, Retrier.FOREVER, work)).isEqualTo("done");
        assertThat(work.attempts).isEqualTo(4);
        assertThat(outages.of(DATABASE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"IMAGE_CORRUPT", "MODEL_INVALID"})
    void otherFailuresAreLetThroughAtOnce(FailureCode code) {
        FailingWork work = new FailingWork(code);

        assertFails(work, Retrier.FOREVER, code);
        assertThat(work.attempts).isEqualTo(1);
    }

    @Test
    void aRepetitionMayEndInAnotherFailure() {
        FailingWork work = new FailingWork(DATABASE_UNAVAILABLE, IMAGE_CORRUPT);

        assertFails(work, Retrier.FOREVER, IMAGE_CORRUPT);
        assertThat(work.attempts).isEqualTo(2);
        assertThat(outages.of(DATABASE)).isEmpty();
    }

    @Test
    void whenPatienceIsOverTheLastFailureIsThrown() {
        Supplier<String> away = () -> {
            throw new Failure(DATABASE_UNAVAILABLE, "away");
        };

        assertFails(away, Duration.ofMillis(20), DATABASE_UNAVAILABLE);
        assertThat(outages.of(DATABASE)).isEmpty();
    }

    @Test
    void withoutPatienceNothingIsRepeated() {
        FailingWork work = new FailingWork(DATABASE_UNAVAILABLE);

        assertFails(work, Duration.ZERO, DATABASE_UNAVAILABLE);
        assertThat(work.attempts).isEqualTo(1);
    }

    @Test
    void theOtherSideIsLeftAloneForAsLongAsItAsks() {
        Duration asked = Duration.ofMillis(300);
        FailingWork once = new FailingWork(DATABASE_UNAVAILABLE).asking(asked);
        long start = System.nanoTime();

        retrier.call(DATABASE, Retrier.FOREVER, once);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(asked);
    }

    @Test
    void patienceEndsAlsoWhenItAsksForMore() {
        FailingWork work = new FailingWork(DATABASE_UNAVAILABLE, DATABASE_UNAVAILABLE).asking(Duration.ofDays(1));

        assertFails(work, Duration.ofMillis(20), DATABASE_UNAVAILABLE);
        assertThat(work.attempts).as("tried once more at the end").isEqualTo(2);
    }

    @Test
    void defectsAreLetThrough() {
        Supplier<String> defect = () -> {
            throw new IllegalStateException("a defect");
        };

        assertThatThrownBy(() -> retrier.call(DATABASE, Retrier.FOREVER, defect))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whileItWaitsThereIsAnOutageOfWhatFailedWhateverWasAskedFor() {
        List<Optional<Outages.Outage>> seen = new ArrayList<>();
        FailingWork work = new FailingWork(DATABASE_UNAVAILABLE);

        retrier.call(KAFKA, Retrier.FOREVER, () -> {
            seen.add(outages.of(DATABASE));
            return work.get();
        });

        assertThat(seen.getFirst()).isEmpty();
        assertThat(seen.getLast()).map(Outages.Outage::code).contains(DATABASE_UNAVAILABLE);
        assertThat(outages.of(DATABASE)).isEmpty();
        assertThat(outages.of(KAFKA)).isEmpty();
    }

    @Test
    void aShutdownEndsTheWaiting() {
        FailingWork work = new FailingWork(DATABASE_UNAVAILABLE);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> retrier.call(DATABASE, Retrier.FOREVER, work)).isInstanceOf(Interrupted.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(work.attempts).isEqualTo(1);
        assertThat(outages.of(DATABASE)).isEmpty();
    }

    private void assertFails(Supplier<String> work, Duration patience, FailureCode code) {
        assertThatThrownBy(() -> retrier.call(DATABASE, patience, work))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }

    /** Fails with these codes, one after the other, then works. */
    private static final class FailingWork implements Supplier<String> {

        private final List<FailureCode> failures;
        private Duration pause = Duration.ZERO;
        private int attempts;

        FailingWork(FailureCode... failures) {
            this.failures = List.of(failures);
        }

        FailingWork asking(Duration asked) {
            pause = asked;
            return this;
        }

        @Override
        public String get() {
            if (attempts++ < failures.size()) {
                throw new Failure(failures.get(attempts - 1), "as planned", pause);
            }
            return "done";
        }
    }
}
