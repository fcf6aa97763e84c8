package io.tagstream.pipeline;

import io.tagstream.clip.Embedding;
import io.tagstream.clip.LogitHead;
import io.tagstream.clip.vision.RgbImage;
import io.tagstream.encode.Encoder;
import io.tagstream.encode.InstantEncoder;
import io.tagstream.failure.Failure;
import io.tagstream.failure.FailureCode;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Has no memory for the first photos that it is asked for. */
final class ForgetfulEncoder implements Encoder {

    private final Encoder encoder = new InstantEncoder();
    private final AtomicInteger asked = new AtomicInteger();
    private final int failures;

    ForgetfulEncoder(int failures) {
        this.failures = failures;
    }

    int asked() {
        return asked.get();
    }

    @Override
    public Embedding encode(byte[] pixels) {
        if (asked.incrementAndGet() <= failures) {
            throw new Failure(FailureCode.MODEL_OUT_OF_MEMORY, "as planned");
        }
        return encoder.encode(pixels);
    }

    @Override
    public Identity identity() {
        return encoder.identity();
    }

    @Override
    public int imageSize() {
        return encoder.imageSize();
    }

    @Override
    public LogitHead head() {
        return encoder.head();
    }

    @Override
    public byte[] preprocess(RgbImage image) {
        return encoder.preprocess(image);
    }

    @Override
    public List<Embedding> encodeTexts(List<String> texts) {
        return encoder.encodeTexts(texts);
    }

    @Override
    public int tokens(String text) {
        return encoder.tokens(text);
    }

    @Override
    public int contextLength() {
        return encoder.contextLength();
    }

    @Override
    public boolean isAlive() {
        return encoder.isAlive();
    }

    @Override
    public void close() {
        encoder.close();
    }
}
