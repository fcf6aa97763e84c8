package io.tagstream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.failure.Interrupted;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {

    private final Workers workers = new Workers(2);

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void allItemsAreWorkedOnAtOnceAndResultsComeInTheirOrder() {
        CountDownLatch allThere = new CountDownLatch(3);

        List<String> results = workers.forEach(List.of("a", "b", "c"), item -> {
            allThere.countDown();
            await(allThere);
            return item + item;
        });

        assertThat(results).containsExactly("aa", "bb", "cc");
    }

    @Test
    void nothingComesOfNothing() {
        assertThat(workers.forEach(List.of(), item -> item)).isEmpty();
    }

    @Test
    void whatTheWorkThrowsIsThrownAsItIs() {
        Failure failure = new Failure(FailureCode.MODEL_STOPPED, "the model no longer runs");
        Error error = new AssertionError("a defect");

        assertThatThrownBy(() -> workers.decode(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThatThrownBy(() -> workers.forEach(List.of(1), item -> {
                    throw error;
                }))
                .isSameAs(error);
    }

    /** The second one waits for the only thread longer than it may take to be decoded, and is decoded all the same. */
    @Test
    void aPhotoThatTakesTooLongIsGivenUpAndTheNextOneIsDecoded() throws Exception {
        CountDownLatch givenUp = new CountDownLatch(1);
        try (Workers impatient = new Workers(1, Duration.ofMillis(200));
                ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch begun = new CountDownLatch(1);
            Future<String> first = others.submit(() -> impatient.decode(() -> {
                begun.countDown();
                await(givenUp);
                return "too late";
            }));
            await(begun);
            Future<String> second = others.submit(() -> impatient.decode(() -> "in time"));

            assertThatThrownBy(first::get).cause().isInstanceOfSatisfying(Failure.class, failure -> assertThat(
                            failure.code())
                    .isEqualTo(FailureCode.IMAGE_DECODE_TIMEOUT));
            givenUp.countDown();
            assertThat(second.get()).isEqualTo("in time");
        }
    }

    @Test
    void aShutdownEndsTheWaiting() {
        CountDownLatch never = new CountDownLatch(1);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> workers.decode(() -> {
                    await(never);
                    return "too late";
                }))
                .isInstanceOf(Interrupted.class);

        assertThat(Thread.interrupted()).isTrue();
        never.countDown();
    }

    @Test
    void whatComesAfterTheShutdownIsNoDefect() {
        workers.close();

        assertThatThrownBy(() -> workers.decode(() -> "too late")).isInstanceOf(Interrupted.class);
        assertThatThrownBy(() -> workers.forEach(List.of(1), item -> item)).isInstanceOf(Interrupted.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
