package io.tagstream.encode;

import io.tagstream.clip.ClipModel;
import io.tagstream.clip.Embedding;
import io.tagstream.clip.batch.BatchLimits;
import io.tagstream.clip.batch.BatchObserver;
import io.tagstream.clip.batch.MicroBatcher;
import io.tagstream.clip.vision.RgbImage;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import io.tagstream.failure.Interrupted;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** CLIP behind a micro-batcher: many photos wait, one thread runs the model. */
public final class ClipEncoder implements Encoder {

    private final ClipModel model;
    private final MicroBatcher<byte[], Embedding> batcher;

    /** Takes the model over and closes it at the end. */
    public ClipEncoder(ClipModel model, BatchLimits limits, BatchObserver observer) {
        this.model = model;
        this.batcher = new MicroBatcher<>("model", limits, model::embedImages, observer);
    }

    @Override
    public Identity identity() {
        return new Identity(model.name(), model.digest(), model.dimensions());
    }

    @Override
    public int imageSize() {
        return model.imageSize();
    }

    @Override
    public double logitScale() {
        return model.head().scale();
    }

    @Override
    public byte[] preprocess(RgbImage image) {
        try {
            return model.preprocess(image);
        } catch (IllegalArgumentException e) {
            throw new Failure(FailureCode.IMAGE_TOO_ELONGATED, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Embedding encode(byte[] pixels) {
        try {
            return batcher.submit(pixels).get();
        } catch (ExecutionException e) {
            if (!batcher.isAlive()) {
                throw new Failure(FailureCode.MODEL_STOPPED, "the model no longer runs: " + e.getCause(), e);
            }
            throw new Failure(FailureCode.ENCODER_FAILED, "the model failed on this photo: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        }
    }

    @Override
    public List<Embedding> encodeTexts(List<String> texts) {
        return model.embedTexts(texts);
    }

    /** Prepared photos that wait for the model. */
    public int queued() {
        return batcher.queued();
    }

    @Override
    public boolean isAlive() {
        return batcher.isAlive();
    }

    @Override
    public void close() {
        batcher.close();
        model.close();
    }
}
