package io.tagstream.clip.batch;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.List;

/**
 * One device's way through the batches, and the largest batch that it is trusted with. A batch that is too large for the memory is
 * halved until it fits, and the maximum stays there: the next batch of that size would fail, too, and each failure costs a pass.
 */
final class Lane<I, O> {

    private static final System.Logger LOG = System.getLogger(Lane.class.getName());

    private static final Duration BETWEEN_NEWS = Duration.ofSeconds(5);

    private final BatchRunner<I, O> runner;
    private final BatchObserver observer;
    private volatile int maximum;

    Lane(BatchRunner<I, O> runner, int maximum, BatchObserver observer) {
        this.runner = runner;
        this.maximum = maximum;
        this.observer = observer;
    }

    String device() {
        return runner.device();
    }

    /** Items of the largest batch that is tried. */
    int maximum() {
        return maximum;
    }

    /** Runs what the runner wants to have been run; the maximum falls to the last that had room. */
    void warmUp() {
        List<List<I>> batches = runner.warmUps(maximum);
        int warm = 0;
        long news = System.nanoTime();
        for (List<I> batch : batches) {
            try {
                runner.run(batch);
            } catch (RuntimeException e) {
                if (warm == 0 || runner.troubleOf(e) != Trouble.TOO_LARGE) {
                    throw e;
                }
                lower(batch.size(), warm);
                return;
            }
            warm = batch.size();
            if (System.nanoTime() - news > BETWEEN_NEWS.toNanos()) {
                news = System.nanoTime();
                LOG.log(INFO, "warming up {0}: batches of up to {1} of {2}", device(), warm, maximum);
            }
        }
    }

    /**
     * Completes the results of all, in batches no larger than the maximum.
     *
     * @throws BrokenDeviceException when the device is; some results are not completed then
     */
    void run(List<Pending<I, O>> batch) {
        for (int done = 0; done < batch.size(); ) {
            List<Pending<I, O>> part = batch.subList(done, Math.min(batch.size(), done + maximum));
            done += pass(part) ? part.size() : 0;
        }
    }

    /** False where the batch was too large, and the maximum is now below its size. */
    private boolean pass(List<Pending<I, O>> batch) {
        long start = System.nanoTime();
        List<O> outputs;
        try {
            outputs = outputs(batch);
        } catch (RuntimeException e) {
            observe(batch, start);
            return settled(batch, e);
        }
        observe(batch, start);
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).result().complete(outputs.get(i));
        }
        return true;
    }

    private List<O> outputs(List<Pending<I, O>> batch) {
        List<O> outputs = runner.run(batch.stream().map(Pending::item).toList());
        if (outputs.size() != batch.size()) {
            throw new IllegalStateException("%d outputs for a batch of %d".formatted(outputs.size(), batch.size()));
        }
        return outputs;
    }

    private boolean settled(List<Pending<I, O>> batch, RuntimeException failure) {
        return switch (runner.troubleOf(failure)) {
            case BROKEN -> throw new BrokenDeviceException(device(), failure);
            case TOO_LARGE -> {
                if (batch.size() > 1) {
                    lower(batch.size(), (batch.size() + 1) / 2);
                    yield false;
                }
                runner.releaseMemory();
                batch.getFirst().result().completeExceptionally(failure);
                yield true;
            }
            case ITEM -> {
                if (batch.size() > 1) {
                    batch.forEach(pending -> run(List.of(pending)));
                } else {
                    batch.getFirst().result().completeExceptionally(failure);
                }
                yield true;
            }
        };
    }

    private void lower(int tooLarge, int to) {
        runner.releaseMemory();
        maximum = Math.min(maximum, to);
        LOG.log(
                WARNING,
                "a batch of {0} is too large for the memory of {1}; from now on, they have {2} at most",
                tooLarge,
                device(),
                maximum);
    }

    private void observe(List<Pending<I, O>> batch, long start) {
        long oldest = start - batch.getFirst().since();
        observer.batchDone(
                device(), batch.size(), Duration.ofNanos(oldest), Duration.ofNanos(System.nanoTime() - start));
    }
}
