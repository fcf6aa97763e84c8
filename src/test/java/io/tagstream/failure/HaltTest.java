package io.tagstream.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HaltTest {

    private final Failure stopped = new Failure(FailureCode.MODEL_STOPPED, "cuda:0 is broken");

    @Test
    void asksForAnOrderlyExitOnce() {
        AtomicInteger exits = new AtomicInteger();
        Halt halt = new Halt(exits::incrementAndGet, () -> {}, Duration.ofHours(1));

        halt.because(stopped);
        halt.because(stopped);
        halt.because(new IllegalStateException("follows from it"));

        assertThat(exits).hasValue(1);
    }

    @Test
    void killsAProcessWhoseShutdownHangs() throws InterruptedException {
        CountDownLatch killed = new CountDownLatch(1);

        new Halt(() -> {}, killed::countDown, Duration.ofMillis(1)).because(stopped);

        assertThat(killed.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
