package io.tagstream.encode;

import io.tagstream.clip.Embedding;
import io.tagstream.clip.LogitHead;
import io.tagstream.clip.vision.RgbImage;
import io.tagstream.photo.ContentHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * No model: a made-up embedding, at once, the same for the same input. For measuring everything but the model; tags made with it
 * mean nothing.
 */
public final class InstantEncoder implements Encoder {

    /** As CLIP ViT-L/14 has, so that the database is given as much to do. */
    private static final int DIMENSIONS = 768;

    @Override
    public Identity identity() {
        String name = "instant-" + DIMENSIONS;
        return new Identity(
                name, ContentHash.of(name.getBytes(StandardCharsets.UTF_8)).hex(), DIMENSIONS);
    }

    @Override
    public int imageSize() {
        return 224;
    }

    @Override
    public LogitHead head() {
        return new LogitHead(100, 0, LogitHead.Kind.SOFTMAX);
    }

    @Override
    public byte[] preprocess(RgbImage image) {
        return image.pixels();
    }

    @Override
    public Embedding encode(byte[] pixels) {
        return embedding(pixels);
    }

    @Override
    public List<Embedding> encodeTexts(List<String> texts) {
        return texts.stream()
                .map(text -> embedding(text.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    @Override
    public int tokens(String text) {
        return text.length();
    }

    @Override
    public int contextLength() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public void close() {}

    private static Embedding embedding(byte[] input) {
        SplittableRandom random = new SplittableRandom(
                ByteBuffer.wrap(ContentHash.sha256().digest(input)).getLong());
        float[] values = new float[DIMENSIONS];
        double squares = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            values[i] = random.nextInt() / (float) Integer.MAX_VALUE;
            squares += values[i] * values[i];
        }
        float norm = (float) Math.sqrt(squares);
        for (int i = 0; i < DIMENSIONS; i++) {
            values[i] /= norm;
        }
        return new Embedding(values);
    }
}
