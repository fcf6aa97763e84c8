package io.tagstream.encode;

import io.tagstream.clip.Embedding;
import io.tagstream.clip.LogitHead;
import io.tagstream.clip.vision.RgbImage;
import java.util.List;

/** Turns pictures and texts into embeddings of one space. Safe for use by many threads. */
public interface Encoder extends AutoCloseable {

    /** What this encoder is called, and what tells its embeddings from any other's. */
    Identity identity();

    /** Side of the square that {@link #preprocess} makes, in pixels. */
    int imageSize();

    /** From cosines to logits and probabilities. */
    LogitHead head();

    /**
     * Resizes and crops; takes CPU, not the model, so it belongs to the decoding threads.
     *
     * @return uint8, 3 × size × size
     */
    byte[] preprocess(RgbImage image);

    /**
     * Waits for its place in a batch and for the model.
     *
     * @param pixels what {@link #preprocess} made
     */
    Embedding encode(byte[] pixels);

    /** For prompts and queries; not batched with pictures. Waits for the model. */
    List<Embedding> encodeTexts(List<String> texts);

    /** How many tokens a text has before it is cut, start and end token included. Does not wait for the model. */
    int tokens(String text);

    /** The most tokens of a text that the model reads; it drops the rest without a word. */
    int contextLength();

    /** Whether the threads that run the model still do. */
    boolean isAlive();

    @Override
    void close();

    /**
     * Which model it is.
     *
     * @param name what people call the model
     * @param digest SHA-256 over everything that changes an embedding
     */
    record Identity(String name, String digest, int dimensions) {}
}
