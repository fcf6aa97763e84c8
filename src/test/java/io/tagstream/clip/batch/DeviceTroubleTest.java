package io.tagstream.clip.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import io.tagstream.clip.TorchFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the batcher does when a device has no memory, is broken, or is one of several. */
@Timeout(20)
class DeviceTroubleTest {

    private static final BatchLimits LIMITS = new BatchLimits(16, 64, Duration.ZERO);

    private static final int BAD = -1;
    private static final int DEADLY = -2;

    /** Doubles; fails as libtorch does where a batch is larger than its memory, or an item bad or deadly. */
    private static final class Device implements BatchRunner<Integer, Integer> {

        final List<Integer> sizes = new CopyOnWriteArrayList<>();
        final AtomicInteger released = new AtomicInteger();
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch gate;
        private final String name;
        private final boolean warms;
        private volatile int memory;

        Device(String name, int memory, boolean held, boolean warms) {
            this.name = name;
            this.memory = memory;
            this.gate = new CountDownLatch(held ? 1 : 0);
            this.warms = warms;
        }

        @Override
        public String device() {
            return name;
        }

        @Override
        public List<Integer> run(List<Integer> batch) {
            sizes.add(batch.size());
            entered.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (batch.contains(DEADLY)) {
                throw new EngineException("CUDA error: an illegal memory access was encountered");
            }
            if (batch.size() > memory) {
                throw new EngineException("CUDA out of memory. Tried to allocate 20.00 MiB.");
            }
            if (batch.contains(BAD)) {
                throw new EngineException("a bad item");
            }
            return batch.stream().map(item -> 2 * item).toList();
        }

        @Override
        public Trouble troubleOf(RuntimeException failure) {
            return TorchFailure.troubleOf(failure);
        }

        @Override
        public void releaseMemory() {
            released.incrementAndGet();
        }

        @Override
        public List<List<Integer>> warmUps(int largest) {
            List<List<Integer>> batches = new ArrayList<>();
            for (int size = 1; warms && size <= largest; size++) {
                batches.add(Collections.nCopies(size, 0));
            }
            return batches;
        }
    }

    @Test
    void outOfMemoryHalvesTheBatchAndLowersTheMaximumForGood() throws Exception {
        Device device = new Device("cuda:0", 5, true, false);
        try (MicroBatcher<Integer, Integer> batcher = batcher(device)) {
            List<CompletableFuture<Integer>> results = submitAllAtOnce(batcher, device, 16);
            assertAllDoubled(results);
            assertThat(batcher.maximums()).containsEntry("cuda:0", 4);
            assertThat(batcher.isAlive()).isTrue();
        }
        assertThat(device.sizes).containsExactly(1, 16, 8, 4, 4, 4, 4);
        assertThat(device.released).hasValue(2);
    }

    @Test
    void laterBatchesKeepToTheLowerMaximum() throws Exception {
        Device device = new Device("cuda:0", 1, false, false);
        try (MicroBatcher<Integer, Integer> batcher = batcher(device)) {
            for (int round = 0; round < 4; round++) {
                assertAllDoubled(submit(batcher, 16));
            }
            long failures = device.sizes.stream().filter(size -> size > 1).count();
            assertThat(failures).isLessThanOrEqualTo(4); // 16, 8, 4, 2, in the first rounds only
            assertThat(batcher.maximums().get("cuda:0")).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void aSingleItemThatDoesNotFitFailsAloneAndFitsLater() throws Exception {
        Device device = new Device("cuda:0", 0, false, false);
        try (MicroBatcher<Integer, Integer> batcher = batcher(device)) {
            assertThatThrownBy(() -> batcher.submit(1).get())
                    .isInstanceOf(ExecutionException.class)
                    .satisfies(e ->
                            assertThat(TorchFailure.troubleOf(e.getCause())).isEqualTo(Trouble.TOO_LARGE));
            assertThat(device.released).hasValue(1);
            device.memory = 1;
            assertThat(batcher.submit(1).get()).isEqualTo(2);
        }
    }

    @Test
    void aBadItemIsFoundWhenMemoryIsShortToo() throws Exception {
        Device device = new Device("cuda:0", 3, true, false);
        try (MicroBatcher<Integer, Integer> batcher = batcher(device)) {
            CompletableFuture<Integer> first = batcher.submit(0);
            device.entered.await();
            List<CompletableFuture<Integer>> good = submit(batcher, 3);
            CompletableFuture<Integer> bad = batcher.submit(BAD);
            device.gate.countDown();
            assertThat(first.get()).isZero();
            assertAllDoubled(good);
            assertThatThrownBy(bad::get).hasMessageContaining("a bad item");
        }
        assertThat(device.sizes).containsExactly(1, 4, 2, 2, 1, 1);
    }

    @Test
    void aBrokenDeviceEndsTheBatcherAndNamesItself() throws Exception {
        Device device = new Device("cuda:1", 16, true, false);
        CompletableFuture<Throwable> death = new CompletableFuture<>();
        try (MicroBatcher<Integer, Integer> batcher = batcher(device)) {
            batcher.whenDead(death::complete);
            CompletableFuture<Integer> first = batcher.submit(0);
            device.entered.await();
            CompletableFuture<Integer> neighbour = batcher.submit(1);
            CompletableFuture<Integer> deadly = batcher.submit(DEADLY);
            device.gate.countDown();
            assertThat(first.get()).isZero();
            assertThat(death.get()).hasMessage("cuda:1: CUDA error: an illegal memory access was encountered");
            assertThat(batcher.isAlive()).isFalse();
            assertThatThrownBy(deadly::get).hasMessageContaining("model died");
            assertThatThrownBy(neighbour::get).hasMessageContaining("model died");
            assertThatThrownBy(() -> batcher.submit(3).get()).hasMessageContaining("model died");
        }
        assertThat(device.sizes).as("nothing is tried on a broken device").containsExactly(1, 2);
    }

    @Test
    void oneBrokenDeviceOfTwoEndsTheBatcher() throws Exception {
        Device broken = new Device("cuda:0", 16, false, false);
        Device sound = new Device("cuda:1", 16, false, false);
        try (MicroBatcher<Integer, Integer> batcher =
                new MicroBatcher<>("model", LIMITS, List.of(broken, sound), BatchObserver.NONE)) {
            assertThatThrownBy(() -> batcher.submit(DEADLY).get()).hasMessageContaining("illegal memory access");
            assertThat(batcher.isAlive()).isFalse();
        }
    }

    @Test
    void aSlowDeviceDoesNotHoldBackTheOther() throws Exception {
        Device slow = new Device("cuda:0", 16, true, false);
        Device fast = new Device("cuda:1", 16, true, false);
        try (MicroBatcher<Integer, Integer> batcher =
                new MicroBatcher<>("model", LIMITS, List.of(slow, fast), BatchObserver.NONE)) {
            CompletableFuture<Integer> one = batcher.submit(1);
            while (batcher.queued() > 0) {
                Thread.onSpinWait(); // until a device has taken it, so that the next is left for the other
            }
            CompletableFuture<Integer> other = batcher.submit(2);
            slow.entered.await();
            fast.entered.await();
            fast.gate.countDown();
            CompletableFuture.anyOf(one, other).get();
            assertAllDoubled(submit(batcher, 40)); // while slow still holds its batch
            assertThat(slow.sizes).hasSize(1);
            slow.gate.countDown();
            assertThat(one.get() + other.get()).isEqualTo(6);
        }
    }

    @Test
    void warmsUpEverySizeBeforeItTakesItems() {
        Device device = new Device("cuda:0", 16, false, true);
        try (MicroBatcher<Integer, Integer> batcher = batcher(device)) {
            assertThat(device.sizes).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
            assertThat(batcher.maximums()).containsEntry("cuda:0", 16);
        }
    }

    @Test
    void theLargestBatchThatWarmedUpIsTheMaximum() {
        Device device = new Device("cuda:0", 6, false, true);
        try (MicroBatcher<Integer, Integer> batcher = batcher(device)) {
            assertThat(batcher.maximums()).containsEntry("cuda:0", 6);
            assertThat(device.released).hasValue(1);
        }
    }

    @Test
    void aDeviceWithoutMemoryForOneDoesNotStart() {
        Device device = new Device("cuda:0", 0, false, true);
        assertThatThrownBy(() -> batcher(device))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("out of memory");
    }

    private static MicroBatcher<Integer, Integer> batcher(Device device) {
        return new MicroBatcher<>("model", LIMITS, List.of(device), BatchObserver.NONE);
    }

    /** One goes first and is held, so that all others are one batch. */
    private static List<CompletableFuture<Integer>> submitAllAtOnce(
            MicroBatcher<Integer, Integer> batcher, Device device, int count) throws InterruptedException {
        var _ = batcher.submit(0);
        device.entered.await();
        List<CompletableFuture<Integer>> results = submit(batcher, count);
        device.gate.countDown();
        return results;
    }

    private static List<CompletableFuture<Integer>> submit(MicroBatcher<Integer, Integer> batcher, int count)
            throws InterruptedException {
        List<CompletableFuture<Integer>> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(batcher.submit(i));
        }
        return results;
    }

    private static void assertAllDoubled(List<CompletableFuture<Integer>> results) throws Exception {
        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i).get()).isEqualTo(2 * i);
        }
    }
}
