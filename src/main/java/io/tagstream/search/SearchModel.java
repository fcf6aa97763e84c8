package io.tagstream.search;

import io.tagstream.clip.Embedding;
import io.tagstream.encode.Encoder;

/** The model's text tower, as far as a search needs it. Safe for use by many threads. */
public interface SearchModel {

    Encoder.Identity identity();

    /** Waits for the model unless the text is remembered. */
    Embedding embed(String text);

    /** How many tokens a text has before it is cut, start and end token included. Does not wait for the model. */
    int tokens(String text);

    /** The most tokens of a text that the model reads. */
    int contextLength();
}
