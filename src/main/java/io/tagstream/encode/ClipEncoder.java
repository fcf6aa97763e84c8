package io.tagstream.encode;

import io.tagstream.clip.ClipModel;
import io.tagstream.clip.Embedding;
import io.tagstream.clip.LogitHead;
import io.tagstream.clip.TorchFailure;
import io.tagstream.clip.batch.BatchLimits;
import io.tagstream.clip.batch.BatchObserver;
import io.tagstream.clip.batch.BrokenDeviceException;
import io.tagstream.clip.batch.MicroBatcher;
import io.tagstream.clip.batch.Trouble;
import io.tagstream.clip.vision.RgbImage;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.failure.Interrupted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * CLIP behind micro-batchers: many photos wait in one queue, and each device takes from it when it is free. Texts go to the first
 * device; they have a queue of their own, so that a question is not answered after a thousand photos.
 */
public final class ClipEncoder implements Encoder {

    /** A query or a label set; more of them wait on their callers' threads. */
    private static final BatchLimits TEXTS = new BatchLimits(64, 1024, Duration.ZERO);

    private final List<ClipModel> models;
    private final MicroBatcher<byte[], Embedding> photos;
    private final MicroBatcher<String, Embedding> texts;

    /**
     * Takes the models over and closes them at the end. Returns when they have warmed up.
     *
     * @param models the same one, on one device each; at least one
     * @throws Failure MODEL_STOPPED where a device cannot run it
     */
    public ClipEncoder(
            List<ClipModel> models, BatchLimits limits, BatchObserver photoObserver, BatchObserver textObserver) {
        this.models = List.copyOf(models);
        try {
            this.photos = new MicroBatcher<>(
                    "model", limits, models.stream().map(PhotoRunner::new).toList(), photoObserver);
            this.texts = new MicroBatcher<>("texts", TEXTS, List.of(new TextRunner(models.getFirst())), textObserver);
        } catch (RuntimeException e) {
            models.forEach(ClipModel::close);
            throw new Failure(FailureCode.MODEL_STOPPED, "the model does not run: " + TorchFailure.sentence(e), e);
        }
    }

    @Override
    public Identity identity() {
        ClipModel model = models.getFirst();
        return new Identity(model.name(), model.digest(), model.dimensions());
    }

    @Override
    public int imageSize() {
        return models.getFirst().imageSize();
    }

    @Override
    public LogitHead head() {
        return models.getFirst().head();
    }

    @Override
    public byte[] preprocess(RgbImage image) {
        try {
            return models.getFirst().preprocess(image);
        } catch (IllegalArgumentException e) {
            throw new Failure(FailureCode.IMAGE_TOO_ELONGATED, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw TorchFailure.troubleOf(e) == Trouble.TOO_LARGE ? outOfMemory(e) : e;
        }
    }

    @Override
    public Embedding encode(byte[] pixels) {
        return result(submitted(photos, pixels));
    }

    @Override
    public List<Embedding> encodeTexts(List<String> texts) {
        List<CompletableFuture<Embedding>> futures = new ArrayList<>(texts.size());
        for (String text : texts) {
            futures.add(submitted(this.texts, text));
        }
        return futures.stream().map(this::result).toList();
    }

    @Override
    public int tokens(String text) {
        return models.getFirst().textLength(text);
    }

    @Override
    public int contextLength() {
        return models.getFirst().contextLength();
    }

    /** Prepared photos that wait for a device. */
    public int queued() {
        return photos.queued();
    }

    /** By device: the photos of the largest pass that it is trusted with. */
    public Map<String, Integer> maximums() {
        return photos.maximums();
    }

    @Override
    public boolean isAlive() {
        return photos.isAlive() && texts.isAlive();
    }

    /** Calls {@code action}, once or twice, if a device breaks. */
    public void whenStopped(Consumer<Failure> action) {
        photos.whenDead(cause -> action.accept(stopped(cause)));
        texts.whenDead(cause -> action.accept(stopped(cause)));
    }

    /** What a broken device holds cannot be freed, and trying to may hang: it goes with the process, which is about to end. */
    @Override
    public void close() {
        boolean broken = !isAlive();
        photos.close();
        texts.close();
        if (!broken) {
            models.forEach(ClipModel::close);
        }
    }

    private static <I> CompletableFuture<Embedding> submitted(MicroBatcher<I, Embedding> batcher, I item) {
        try {
            return batcher.submit(item);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        }
    }

    private Embedding result(CompletableFuture<Embedding> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failure(cause(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        }
    }

    /** What happened to the item, and not that its batcher refuses it for that. */
    private static Throwable cause(ExecutionException e) {
        Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
        return cause.getCause() instanceof BrokenDeviceException broken ? broken : cause;
    }

    private Failure failure(Throwable cause) {
        if (!isAlive()) {
            return stopped(cause);
        }
        if (TorchFailure.troubleOf(cause) == Trouble.TOO_LARGE) {
            return outOfMemory(cause);
        }
        return new Failure(FailureCode.ENCODER_FAILED, "the model failed on this: " + cause, cause);
    }

    private static Failure outOfMemory(Throwable cause) {
        return new Failure(
                FailureCode.MODEL_OUT_OF_MEMORY,
                "there is no memory for a single photo: " + TorchFailure.sentence(cause),
                cause);
    }

    private static Failure stopped(Throwable cause) {
        String what = cause instanceof BrokenDeviceException broken ? broken.device() + " is broken" : "it has ended";
        return new Failure(
                FailureCode.MODEL_STOPPED,
                "the model no longer runs, %s: %s".formatted(what, TorchFailure.sentence(cause)),
                cause);
    }
}
