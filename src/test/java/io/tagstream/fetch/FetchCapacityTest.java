package io.tagstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.failure.Interrupted;
import io.tagstream.photo.ContentHash;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class FetchCapacityTest {

    private static final long MIB = 1L << 20;
    private static final byte[] PHOTO = {1};

    @Test
    void noMoreTransfersRunFromOneHostThanAllowed() throws Exception {
        FetchCapacity capacity = new FetchCapacity(3, 1L << 40);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        inParallel(
                50,
                _ -> capacity.fetch("a", reservation -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(100_000);
                    now.decrementAndGet();
                    return content(reservation);
                }));

        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void aHostThatHangsHoldsUpNoOther() throws Exception {
        FetchCapacity capacity = new FetchCapacity(1, 100 * MIB);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> hanging = threads.submit(() -> capacity.fetch("dead", _ -> {
                LockSupport.park();
                throw new IllegalStateException("woken");
            }));

            capacity.fetch("alive", FetchCapacityTest::content).close();

            assertThat(hanging).isNotDone();
            threads.shutdownNow();
        }
    }

    /** Photos of 1 to 40 MiB, guessed as 8, in 64: each has to grow, and some find no room. */
    @Test
    void bytesInFlightStayWithinTheBudgetAndNobodyWaitsForEver() throws Exception {
        FetchCapacity capacity = new FetchCapacity(100, 64 * MIB);
        AtomicLong now = new AtomicLong();
        AtomicLong most = new AtomicLong();

        inParallel(200, i -> {
            long size = (1 + i % 40) * MIB;
            try (PhotoContent content = capacity.fetch("a", reservation -> {
                reservation.resize(size);
                return content(reservation);
            })) {
                most.accumulateAndGet(now.addAndGet(size), Math::max);
                LockSupport.parkNanos(50_000);
                now.addAndGet(-size);
                return content;
            }
        });

        assertThat(most.get()).isBetween(40 * MIB, 64 * MIB);
        assertThat(capacity.freeBytes()).isEqualTo(64 * MIB);
    }

    @Test
    void aPhotoIsAskedForAgainIfItIsLargerThanWhatIsFree() {
        FetchCapacity capacity = new FetchCapacity(1, 20 * MIB);
        PhotoContent other = capacity.reserved(5 * MIB, FetchCapacityTest::content);
        AtomicInteger asked = new AtomicInteger();

        PhotoContent content = capacity.fetch("a", reservation -> {
            if (asked.incrementAndGet() == 2) {
                assertThat(capacity.freeBytes()).isZero(); // the other one is gone, and this one has all
            } else {
                Thread.ofVirtual().start(other::close);
            }
            reservation.resize(20 * MIB);
            return content(reservation);
        });

        assertThat(asked.get()).isBetween(1, 2);
        content.close();
        assertThat(capacity.freeBytes()).isEqualTo(20 * MIB);
    }

    @Test
    void aFailureLeavesNothingReserved() {
        FetchCapacity capacity = new FetchCapacity(1, 20 * MIB);

        assertThatThrownBy(() -> capacity.fetch("a", _ -> {
                    throw new IllegalStateException("as planned");
                }))
                .hasMessage("as planned");

        assertThat(capacity.freeBytes()).isEqualTo(20 * MIB);
    }

    @Test
    void aTransferThatWasGivenUpTakesNothingMore() {
        FetchCapacity capacity = new FetchCapacity(1, 20 * MIB);
        List<Reservation> givenUp = new ArrayList<>();
        capacity.fetch("a", reservation -> {
                    givenUp.add(reservation);
                    return content(reservation);
                })
                .close();

        assertThatThrownBy(() -> givenUp.getFirst().resize(MIB)).hasMessageContaining("given up");
        givenUp.getFirst().close();
        assertThat(capacity.freeBytes()).isEqualTo(20 * MIB);
    }

    @Test
    void aPhotoLargerThanTheBudgetTakesAllOfIt() {
        FetchCapacity capacity = new FetchCapacity(1, MIB);

        PhotoContent content = capacity.fetch("a", reservation -> {
            reservation.resize(5 * MIB);
            return content(reservation);
        });

        assertThat(capacity.freeBytes()).isZero();
        content.close();
    }

    @Test
    void hostsThatNobodyFetchesFromAreForgotten() {
        HostSlots hosts = new HostSlots(1);

        hosts.within("a", () -> {
            assertThat(hosts.hosts()).isEqualTo(1);
            return hosts.within("b", hosts::hosts);
        });

        assertThat(hosts.hosts()).isZero();
    }

    @Test
    void aShutdownEndsTheWaiting() {
        FetchCapacity capacity = new FetchCapacity(1, MIB);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> capacity.fetch("a", FetchCapacityTest::content))
                .isInstanceOf(Interrupted.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(capacity.freeBytes()).isEqualTo(MIB);
    }

    @Test
    void refusesACapacityOfNothing() {
        assertThatThrownBy(() -> new FetchCapacity(0, MIB)).hasMessageContaining("perHost 0");
        assertThatThrownBy(() -> new FetchCapacity(1, 0)).hasMessageContaining("bytesInFlight 0");
    }

    private interface Numbered {
        Object call(int i);
    }

    private static void inParallel(int times, Numbered work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int number = i;
                all.add(threads.submit(() -> work.call(number)));
            }
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        }
    }

    private static PhotoContent content(Reservation reservation) {
        return new PhotoContent(PHOTO, ContentHash.of(PHOTO), reservation);
    }
}
