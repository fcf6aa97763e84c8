package io.tagstream.clip.archive;

import io.tagstream.clip.checkpoint.Family;
import io.tagstream.clip.checkpoint.TextPreparation;

/**
 * What an archive says about itself, for those who run it.
 *
 * @param format of the archive; another one is not loaded
 * @param digest names the model by its content: see {@link ModelDigest}
 * @param dimensions of an embedding
 * @param imageSize pixels on each side of the vision transformer's input
 * @param contextLength the most tokens of a text
 * @param vocabulary number of token ids
 * @param logitScale what cosines are multiplied by: the exponential of the stored parameter
 * @param logitBias what is added to them then; 0 where there is none
 * @param sigmoid whether logits become probabilities each on its own, instead of by a softmax
 * @param text what is done to a text beside tokenizing it
 */
public record ArchiveDescription(
        int format,
        String digest,
        Family family,
        Precision precision,
        int dimensions,
        int imageSize,
        int contextLength,
        int vocabulary,
        float logitScale,
        float logitBias,
        boolean sigmoid,
        TextPreparation text) {

    /** Raised whenever the same snapshot would give another archive. */
    public static final int FORMAT = 3;

    /** Whether it can be run by this version. */
    boolean isCurrent() {
        return format == FORMAT;
    }
}
