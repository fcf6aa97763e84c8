package io.tagstream.clip.archive;

/**
 * What an archive says about itself, for those who run it.
 *
 * @param format of the archive; another one is not loaded
 * @param digest SHA-256, in hexadecimal, of everything that decides an embedding: see {@link ModelDigest}
 * @param dimensions of an embedding
 * @param imageSize pixels on each side of the vision transformer's input
 * @param contextLength the most tokens of a text
 * @param vocabulary number of token ids
 * @param logitScale what cosines are multiplied by before a softmax: the exponential of the stored parameter
 */
public record ArchiveDescription(
        int format,
        String digest,
        Precision precision,
        int dimensions,
        int imageSize,
        int contextLength,
        int vocabulary,
        float logitScale) {

    /** Raised whenever the same snapshot would give another archive. */
    static final int FORMAT = 1;
}
