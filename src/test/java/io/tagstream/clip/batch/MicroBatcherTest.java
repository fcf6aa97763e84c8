package io.tagstream.clip.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class MicroBatcherTest {

    private static final BatchLimits GREEDY = new BatchLimits(4, 8, Duration.ZERO);

    /** Doubles, keeps the batches it was given, and can be held back. */
    private static final class Doubler implements Function<List<Integer>, List<Integer>> {

        final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch gate;

        Doubler(boolean held) {
            gate = new CountDownLatch(held ? 1 : 0);
        }

        @Override
        public List<Integer> apply(List<Integer> items) {
            batches.add(items);
            entered.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (items.contains(-1)) {
                throw new IllegalArgumentException("a bad item");
            }
            if (items.contains(-2)) {
                throw new StackOverflowError("as if");
            }
            return items.stream().map(item -> 2 * item).toList();
        }
    }

    @Test
    void everyItemGetsItsOwnResult() throws Exception {
        try (MicroBatcher<Integer, Integer> batcher = batcher(new Doubler(false), GREEDY)) {
            List<CompletableFuture<Integer>> results = submit(batcher, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).isEqualTo(2 * (i + 1));
            }
        }
    }

    @Test
    void whatWaitsBecomesTheNextBatchUpToTheMaximum() throws Exception {
        Doubler doubler = new Doubler(true);
        try (MicroBatcher<Integer, Integer> batcher = batcher(doubler, GREEDY)) {
            submit(batcher, 0);
            doubler.entered.await();
            List<CompletableFuture<Integer>> results = submit(batcher, 1, 2, 3, 4, 5, 6);
            assertThat(batcher.queued()).isEqualTo(6);
            doubler.gate.countDown();
            results.getLast().get();
        }
        assertThat(doubler.batches).containsExactly(List.of(0), List.of(1, 2, 3, 4), List.of(5, 6));
    }

    @Test
    void lingersForCompany() throws Exception {
        Doubler doubler = new Doubler(false);
        BatchLimits lingering = new BatchLimits(2, 8, Duration.ofMillis(5));
        try (MicroBatcher<Integer, Integer> batcher = batcher(doubler, lingering)) {
            long start = System.nanoTime();
            batcher.submit(1).get();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(4));
        }
    }

    @Test
    void oneBadItemDoesNotFailItsBatch() throws Exception {
        Doubler doubler = new Doubler(true);
        try (MicroBatcher<Integer, Integer> batcher = batcher(doubler, GREEDY)) {
            submit(batcher, 0);
            doubler.entered.await();
            List<CompletableFuture<Integer>> results = submit(batcher, 1, -1, 3);
            doubler.gate.countDown();
            assertThat(results.get(0).get()).isEqualTo(2);
            assertThat(results.get(2).get()).isEqualTo(6);
            assertThatThrownBy(() -> results.get(1).get())
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(IllegalArgumentException.class);
            assertThat(batcher.isAlive()).isTrue();
        }
        assertThat(doubler.batches).containsExactly(List.of(0), List.of(1, -1, 3), List.of(1), List.of(-1), List.of(3));
    }

    @Test
    void fewerOutputsThanInputsFailTheBatch() throws Exception {
        try (MicroBatcher<Integer, Integer> batcher =
                new MicroBatcher<>("short", GREEDY, List.of(runner(items -> List.of())), BatchObserver.NONE)) {
            assertThatThrownBy(() -> batcher.submit(1).get()).hasMessageContaining("0 outputs for a batch of 1");
        }
    }

    @Test
    void aFullQueuePushesBack() throws Exception {
        Doubler doubler = new Doubler(true);
        try (MicroBatcher<Integer, Integer> batcher = batcher(doubler, new BatchLimits(1, 2, Duration.ZERO))) {
            submit(batcher, 0);
            doubler.entered.await();
            submit(batcher, 1, 2);
            CompletableFuture<Integer> third = submitFromElsewhere(batcher, 3);
            TimeUnit.MILLISECONDS.sleep(100);
            assertThat(batcher.queued()).isEqualTo(2);
            doubler.gate.countDown();
            assertThat(third.get()).isEqualTo(6);
        }
    }

    @Test
    void closingFinishesWhatWaitsAndTakesNothingMore() throws Exception {
        Doubler doubler = new Doubler(true);
        MicroBatcher<Integer, Integer> batcher = batcher(doubler, GREEDY);
        List<CompletableFuture<Integer>> results = submit(batcher, 1, 2, 3);
        doubler.gate.countDown();
        batcher.close();
        assertThat(results).allMatch(CompletableFuture::isDone).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(batcher.isAlive()).isFalse();
        assertThatThrownBy(() -> batcher.submit(4).get()).hasMessageContaining("test-batcher is closed");
    }

    @Test
    void anErrorFailsAllThatWaitsAndAllThatComesLater() throws Exception {
        Doubler doubler = new Doubler(true);
        try (MicroBatcher<Integer, Integer> batcher = batcher(doubler, new BatchLimits(1, 2, Duration.ZERO))) {
            CompletableFuture<Integer> deadly = batcher.submit(-2);
            doubler.entered.await();
            List<CompletableFuture<Integer>> waiting = submit(batcher, 1, 2);
            CompletableFuture<Integer> blocked = submitFromElsewhere(batcher, 3);
            doubler.gate.countDown();
            assertThatThrownBy(deadly::get).hasRootCauseInstanceOf(StackOverflowError.class);
            for (CompletableFuture<Integer> result : waiting) {
                assertThatThrownBy(result::get).hasMessageContaining("test-batcher died");
            }
            assertThatThrownBy(() -> blocked.get()).hasMessageContaining("test-batcher died");
            assertThatThrownBy(() -> batcher.submit(4).get()).hasMessageContaining("test-batcher died");
            assertThat(batcher.isAlive()).isFalse();
        }
    }

    @Test
    void tellsItsObserverOfEveryBatch() throws Exception {
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        Doubler doubler = new Doubler(true);
        try (MicroBatcher<Integer, Integer> batcher =
                new MicroBatcher<>("observed", GREEDY, List.of(runner(doubler)), (device, size, queued, forward) -> {
                    assertThat(device).isEqualTo("test");
                    assertThat(queued).isGreaterThanOrEqualTo(Duration.ZERO);
                    assertThat(forward).isPositive();
                    sizes.add(size);
                })) {
            submit(batcher, 0);
            doubler.entered.await();
            submit(batcher, 1, 2);
            doubler.gate.countDown();
        }
        assertThat(sizes).containsExactly(1, 2);
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new BatchLimits(0, 1, Duration.ZERO)).hasMessageContaining("batches of 0");
        assertThatThrownBy(() -> new BatchLimits(1, 1, Duration.ofMillis(6))).hasMessageContaining("PT0.006S");
    }

    private static MicroBatcher<Integer, Integer> batcher(Doubler doubler, BatchLimits limits) {
        return new MicroBatcher<>("test-batcher", limits, List.of(runner(doubler)), BatchObserver.NONE);
    }

    private static BatchRunner<Integer, Integer> runner(Function<List<Integer>, List<Integer>> forward) {
        return new BatchRunner<>() {
            @Override
            public String device() {
                return "test";
            }

            @Override
            public List<Integer> run(List<Integer> batch) {
                return forward.apply(batch);
            }
        };
    }

    private static List<CompletableFuture<Integer>> submit(MicroBatcher<Integer, Integer> batcher, int... items)
            throws InterruptedException {
        List<CompletableFuture<Integer>> results = new ArrayList<>();
        for (int item : items) {
            results.add(batcher.submit(item));
        }
        return results;
    }

    private static CompletableFuture<Integer> submitFromElsewhere(MicroBatcher<Integer, Integer> batcher, int item) {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(batcher.submit(item).get());
            } catch (InterruptedException | ExecutionException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}
