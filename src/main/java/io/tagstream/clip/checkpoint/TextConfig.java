package io.tagstream.clip.checkpoint;

/**
 * The text transformer.
 *
 * @param contextLength the most tokens it reads, start and end tokens included
 * @param vocabulary number of token ids
 * @param pooling the token whose place gives a text's embedding
 */
public record TextConfig(TowerConfig tower, int contextLength, int vocabulary, Pooling pooling) {

    /** The token that stands for a text. */
    public sealed interface Pooling {

        /** The first one of this id. */
        record FirstOf(int id) implements Pooling {}

        /** The one of the largest id, which is the end token where it is the last of the vocabulary. */
        record LargestId() implements Pooling {}

        /** The last one, padding included. */
        record Last() implements Pooling {}
    }

    TextConfig checked(JsonFields fields, String contextLengthField) {
        if (contextLength < 3) {
            throw fields.error(contextLengthField, "leaves no room between the start and the end token");
        }
        return this;
    }
}
