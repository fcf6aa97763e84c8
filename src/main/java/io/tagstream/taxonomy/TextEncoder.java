package io.tagstream.taxonomy;

import io.tagstream.clip.Embedding;
import java.util.List;

/** What turns prompts into embeddings: CLIP's text tower, or anything of fixed vectors in a test. */
@FunctionalInterface
public interface TextEncoder {

    /**
     * Encodes a batch.
     *
     * @param prompts at least one, at most {@link LabelMatrix#PROMPTS_PER_BATCH}
     * @return one embedding per prompt, in order, all of the same dimensions
     */
    List<Embedding> encode(List<String> prompts);
}
