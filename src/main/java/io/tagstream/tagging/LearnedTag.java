package io.tagstream.tagging;

/**
 * A tag that was learned from examples: its log-odds are {@code weights · embedding + bias} instead of those that its prompts give.
 *
 * @param weights float32, [dimensions]
 * @param examples how many photos it was learned from
 * @param zeroShotLoss mean log loss of the prompts on held-out examples; infinite for a tag without prompts that work
 * @param learnedLoss mean log loss of what was learned, on the same
 */
@SuppressWarnings("ArrayRecordComponent") // written once, compared by the digest of the fitting it is in
public record LearnedTag(float[] weights, double bias, int examples, double zeroShotLoss, double learnedLoss) {}
