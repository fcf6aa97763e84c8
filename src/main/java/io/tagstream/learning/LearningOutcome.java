package io.tagstream.learning;

import io.tagstream.tagging.LearnedTag;

/** What came of learning a tag from examples. */
public sealed interface LearningOutcome {

    /**
     * It beats the tag's prompts on examples that it did not see.
     *
     * @param gain how much less log loss per photo, in nats
     * @param standardError of the gain
     */
    record Learned(LearnedTag tag, double gain, double standardError) implements LearningOutcome {}

    /** The prompts are kept. */
    record Refused(String reason) implements LearningOutcome {}
}
